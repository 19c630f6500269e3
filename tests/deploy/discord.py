"""A Discord channel, as far as its webhook shows one."""
import harness
import peers


def complaint(message: dict) -> str:
    """Why Discord would refuse this body of a webhook; empty when it would take it."""
    embeds = message.get("embeds") or []
    if not message.get("content") and not embeds:
        return "an empty message"
    if len(message.get("content", "")) > 2000 or len(embeds) > 10:
        return "too much in one message"
    for embed in embeds:
        if not embed.get("title") or len(embed["title"]) > 256:
            return "no title, or one that is too long"
        if not embed.get("description") or len(embed["description"]) > 4096:
            return "no description, or one that is too long"
        if not 0 <= embed.get("color", 0) <= 0xFFFFFF:
            return "no color"
    return ""


class Channel(peers.Webhook):
    """Takes what Discord takes, on loopback of the network that its maker is in."""

    def take(self, message: dict) -> int:
        super().take(message)
        return 400 if complaint(message) else 204  # no content

    def wait_for_page(self, *words: str) -> str:
        """The first message, title and text, in which all of these are."""
        def found():
            return next((text for text in self._texts()
                         if all(word in text for word in words)), None)
        try:
            return harness.wait_for(found, f"a page with {words}")
        except AssertionError as late:
            raise AssertionError(f"{late}; there were {self._texts()}") from None

    def _texts(self) -> list:
        messages = self.messages()
        refused = [(complaint(message), message) for message in messages if complaint(message)]
        if refused:
            raise AssertionError(f"Discord would refuse: {refused[0]}")
        return [f"{embed['title']}\n{embed['description']}"
                for message in messages for embed in message["embeds"]]
