using System.Text;

namespace Roundtable.Corpus.Phrases;

/// <summary>
/// Folds characters so that spellings of one letter compare equal: lower case, no accents on Latin letters, full-width forms as ASCII, simplified for
/// traditional ideographs that the patterns use, one apostrophe, one quotation mark, one hyphen, Arabic alef without hamza.
/// </summary>
internal static class TextFolding
{
    /// <summary>A character that is left out: soft hyphens, zero-width characters, combining and Arabic vowel marks.</summary>
    public const char None = '\0';

    // Each group: the folded letter, then what is folded to it.
    private const string Groups =
        "aàáâãäåāăąǎ cçćĉċč dďđð eèéêëēĕėęěё gĝğġģ hĥħ iìíîïĩīĭįı jĵ kķ lĺļľł nñńņňŋ oòóôõöøōŏőǒ rŕŗř sśŝşšșß tţťŧț uùúûüũūŭůűųǔ wŵ yýÿŷ zźżž "
        + "её اأإآٱ يى "
        + "语語 为為 个個 训訓 练練 开開 发發 创創 构構 设設 计計 无無 没沒 学學 习習 机機 这這 对對 话話 问問 实實 体體 种種 团團 队隊 来來 从從 于於 与與 应應 该該 经經 验驗 说說 觉覺 数數 据據 "
        + "给給 帮幫 识識 网網 络絡 处處 华華 腾騰 讯訊 达達 时時 并並 请請 谢謝 够夠 您您 强強 导導 称稱 产產 过過 见見 关關 会會 广廣 图圖 书書 观觀 点點 进進 复復 写寫 译譯 "
        + "'’‘ʼ′´＇ \"“”„‟«»‹›「」『』〝〞＂ -‐‑−﹣ .。｡ ,、､،﹐ ;؛ ?؟";

    private static readonly char[] _plane = Make();

    /// <summary>The folded character; <see cref="None"/> for one that is left out, a space for white space.</summary>
    public static char Of(Rune rune) => rune.Value < _plane.Length ? _plane[rune.Value] : '\uFFFD';

    /// <summary>A pattern or a word of one with its characters beyond ASCII folded.</summary>
    public static string Of(string text) => string.Concat(text.Select(c => c < 0x80 || char.IsSurrogate(c) ? c : _plane[c]).Where(c => c != None));

    private static char[] Make()
    {
        var plane = new char[0x10000];
        for (var i = 0; i < plane.Length; i++)
        {
            plane[i] = char.IsSurrogate((char)i) ? '\uFFFD' : Fold((char)i);
        }

        foreach (var group in Groups.Split(' '))
        {
            foreach (var c in group[1..])
            {
                plane[c] = group[0];
                plane[char.ToUpperInvariant(c)] = group[0];
            }
        }

        return plane;
    }

    private static char Fold(char c) => c switch
    {
        < ' ' or '\u0085' or '\u00A0' or '\u1680' or (>= '\u2000' and <= '\u200A') or '\u2028' or '\u2029' or '\u202F' or '\u205F' or '\u3000' => ' ',
        '\u00AD' or (>= '\u0300' and <= '\u036F') or (>= '\u064B' and <= '\u0652') or '\u0670' or '\u0640' => None,
        (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u2064') or '\uFE0F' or '\uFEFF' => None,
        >= '\uFF01' and <= '\uFF5E' => char.ToLowerInvariant((char)(c - 0xFEE0)),
        _ => char.ToLowerInvariant(c),
    };
}
