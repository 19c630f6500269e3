#include "exporter/web/status_style.h"

#include <openssl/evp.h>

#include <array>

namespace reach::web {
namespace {

// Below 900 px each row becomes a card, and each cell names its column itself.
constexpr std::string_view kStyle = R"css(
:root{color-scheme:light dark;--back:#fff;--front:#1c2126;--dim:#5a636c;--line:#d9dee3;
--bad:#b3261e;--badback:#fdecea;--warn:#7a5200;--warnback:#fff4d6;--good:#1b6e3c;--link:#0b57a4}
@media(prefers-color-scheme:dark){:root{--back:#14181c;--front:#e4e8ec;--dim:#9aa5b0;
--line:#333b43;--bad:#ff8a80;--badback:#3a1b1a;--warn:#f2c14e;--warnback:#35290f;--good:#7bd69b;
--link:#8ec5ff}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:80rem;padding:1rem;background:var(--back);color:var(--front);
font:15px/1.45 system-ui,sans-serif}
h1{margin:0;font-size:1.4rem}
a{color:var(--link)}
p{margin:.4rem 0}
.dim{color:var(--dim)}
.notice{margin:.8rem 0;padding:.6rem .8rem;border-left:4px solid var(--warn);
background:var(--warnback)}
.counts{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;margin:.8rem 0;padding:0;list-style:none}
.counts b{font-size:1.15rem}
table{width:100%;border-collapse:collapse}
th{padding:.35rem .6rem;border-bottom:2px solid var(--line);color:var(--dim);text-align:left;
font-size:.85rem;font-weight:600;white-space:nowrap}
td{padding:.45rem .6rem;border-bottom:1px solid var(--line);vertical-align:top;
overflow-wrap:anywhere}
td.name{min-width:7rem}
td.address{min-width:16rem}
td.number,td.time{white-space:nowrap;font-variant-numeric:tabular-nums}
td small{display:block;color:var(--dim)}
.state{font-weight:600;white-space:nowrap}
.bad .state,b.bad{color:var(--bad)}
.warn .state{color:var(--warn)}
.good .state{color:var(--good)}
tr.bad{background:var(--badback)}
footer{margin-top:1.2rem;color:var(--dim);font-size:.85rem}
@media(max-width:900px){thead{display:none}table,tbody,tr,td{display:block}
tr{margin-bottom:.7rem;padding:.4rem .6rem;border:1px solid var(--line);border-radius:6px}
td{display:flex;gap:.6rem;padding:.12rem 0;border:0}
td::before{content:attr(data-label);flex:0 0 5.5rem;color:var(--dim);font-size:.85rem;
font-weight:400}
td small{display:inline;margin-left:.4rem}td:empty{display:none}}
)css";

std::string Hash() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_Digest(kStyle.data(), kStyle.size(), digest.data(), &size, EVP_sha256(), nullptr);
  std::array<unsigned char, 2 * EVP_MAX_MD_SIZE> text{};
  const int length = EVP_EncodeBlock(text.data(), digest.data(), static_cast<int>(size));
  return "sha256-" + std::string(text.begin(), text.begin() + length);
}

}  // namespace

std::string_view StatusStyle() { return kStyle; }

const std::string& StatusStyleHash() {
  static const std::string kHash = Hash();
  return kHash;
}

}  // namespace reach::web
