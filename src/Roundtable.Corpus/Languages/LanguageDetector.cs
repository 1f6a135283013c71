using System.Numerics;
using System.Text;
using Roundtable.Corpus.Matches;

namespace Roundtable.Corpus.Languages;

/// <summary>
/// Says in which language most of a text is: by its script, and where several languages share a script by their most frequent words. Short texts, names and
/// code are undetermined.
/// </summary>
internal static class LanguageDetector
{
    /// <summary>What is said of texts whose language cannot be told (ISO 639-2).</summary>
    public const string Undetermined = "und";

    private const int MaxWords = 200;

    // The least number of frequent words, and the least share of all words that they have to be: running text has 30 % and more.
    private const int MinHits = 2;
    private const double MinShare = 0.08;

    private static readonly (string Language, string Words)[] _frequent =
    [
        ("en", "the of and to in is that it for was on are with as his they be at this from have or by had not but what were when your can "
            + "said there an which their if will how about would these into has could you we i do does my me who its"),
        ("es", "de la que el en y los del se las por un para con no una su al lo como más pero sus le ya este sí porque esta entre cuando muy "
            + "sin sobre también hasta hay donde quien desde es son fue"),
        ("fr", "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec son sa ses aux ou mais "
            + "comme nous vous cette être elle je leur été fait"),
        ("de", "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach "
            + "wird bei einer um am sind noch wie einem über so zum war haben nur oder aber ich wir"),
        ("pt", "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando "
            + "muito há nos já está eu também só pelo pela até isso são você"),
        ("it", "di e il la che in un per è del una non con le si da dei al come più nel alla della anche sono gli ma ha questo lo delle "
            + "essere degli dal suo sua io ci tra quando perché molto cosa"),
        ("nl", "de het een van en in is dat op te voor met zijn die niet aan er om ook als dan maar bij uit door naar heeft werd ze hij nog "
            + "wordt kan je ik we deze geen meer over tot hun zou"),
        ("sv", "och i att det som en på är av för med den till inte har de ett om var jag men så kan från vid hade eller när också vi ska "
            + "skulle mycket"),
        ("da", "og i at det er en til på af den for de med som ikke der et har var jeg men vi fra kan blev også efter eller hun han skal være "
            + "meget"),
        ("no", "og i det er en til på av for de med som ikke den et har var jeg men vi fra kan ble også etter eller hun han skal være veldig "
            + "å"),
        ("pl", "w i na się z do nie to jest że o jak po co od za przez ale dla są przy który tak tym był może być jego jej już tylko oraz czy"),
        ("cs", "a v se na je že to s z o do i ve za by pro jako tak ale jsou jsem po byl které jeho při nebo jen už může který není"),
        ("tr", "ve bir bu da de için ile olarak çok daha olan gibi kadar sonra ne var en ben o her mi ama değil ya ise olduğu nasıl"),
        ("id", "yang dan di dengan untuk dari ini itu pada dalam adalah tidak akan ke oleh juga atau sebagai dapat ada bisa saya anda mereka "
            + "karena telah"),
        ("vi", "và của là có cho không được một trong các với những để người này đã khi về đến từ như cũng tôi bạn nhiều"),
        ("ro", "de și în a la cu pe nu este că o din un se pentru mai sau care ce au fost sunt dar prin după ca el ea"),
        ("fi", "ja on ei se että oli hän en mutta joka kuin niin myös sen ovat tai kun ole hänen mitä olen voi jos"),
        ("hu", "a az és hogy nem is egy van meg ez ha de csak volt már mint kell lehet vagy azt még el minden"),
        ("ru", "и в не на я что он с это как а то все она так его но по из у за к бы от мы для вы же было или был если"),
        ("uk", "і в не на що я з та це до як у за він але по від ми для або був вона його якщо також"),
        ("bg", "на и да се в за от с не е че по са като до но ще а ли това има при"),
        ("fa", "و در به از که این را با است برای آن یک های می خود تا شد بر هم"),
        ("ar", "في من على أن إلى عن هذا التي الذي كان هذه ما لا مع أو كل بين قد هو"),
        ("ur", "کے میں کی ہے اور سے کا کو پر یہ نے کہ ہیں وہ اس ایک"),
    ];

    private static readonly string[] _languages = [.. _frequent.Select(f => f.Language)];

    private static readonly Dictionary<ulong, uint> _known = Known();

    /// <summary>The language of most of a text, as a tag of BCP 47.</summary>
    /// <param name="text">The text in UTF-8.</param>
    /// <param name="words">Its words.</param>
    public static string Of(ReadOnlySpan<byte> text, WordList words)
    {
        Span<int> hits = stackalloc int[_languages.Length];
        hits.Clear();
        var (count, foreign) = (Math.Min(words.Count, MaxWords), 0);
        var step = Math.Max(1, words.Count / MaxWords);
        for (var i = 0; i < count; i++)
        {
            var word = i * step;
            // Greek, Hebrew, and everything beyond the scripts that have two bytes a character.
            foreign += text[words.Start(word)] is >= 0xE0 or 0xCE or 0xCF or 0xD7 ? 1 : 0;
            if (_known.TryGetValue(words.Hashes[word], out var languages))
            {
                for (; languages != 0; languages &= languages - 1)
                {
                    hits[BitOperations.TrailingZeroCount(languages)]++;
                }
            }
        }

        if (foreign * 2 > count && Script(text, words, count, step) is { } script)
        {
            return script;
        }

        var best = 0;
        for (var i = 1; i < hits.Length; i++)
        {
            best = hits[i] > hits[best] ? i : best;
        }

        return hits[best] >= MinHits && hits[best] >= count * MinShare ? _languages[best] : Undetermined;
    }

    /// <summary>The language of a script that one language uses most, or that is told by its own characters.</summary>
    private static string? Script(ReadOnlySpan<byte> text, WordList words, int count, int step)
    {
        var (han, kana, hangul) = (0, 0, 0);
        var others = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            Rune.DecodeFromUtf8(text[words.Start(i * step)..], out var rune, out _);
            han += rune.Value is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) ? 1 : 0;
            kana += rune.Value is >= 0x3040 and <= 0x30FF ? 1 : 0;
            hangul += rune.Value is >= 0xAC00 and <= 0xD7AF ? 1 : 0;
            if (Other(rune.Value) is { } language)
            {
                others[language] = others.GetValueOrDefault(language) + 1;
            }
        }

        return han + kana + hangul > count / 2 ? kana * 10 > han + kana ? "ja" : hangul > han ? "ko" : "zh"
            : others.Count > 0 && others.MaxBy(o => o.Value) is var most && most.Value > count / 2 ? most.Key
            : null;
    }

    private static string? Other(int character) => character switch
    {
        >= 0x0370 and <= 0x03FF => "el",
        >= 0x0590 and <= 0x05FF => "he",
        >= 0x0900 and <= 0x097F => "hi",
        >= 0x0980 and <= 0x09FF => "bn",
        >= 0x0A00 and <= 0x0A7F => "pa",
        >= 0x0A80 and <= 0x0AFF => "gu",
        >= 0x0B80 and <= 0x0BFF => "ta",
        >= 0x0C00 and <= 0x0C7F => "te",
        >= 0x0C80 and <= 0x0CFF => "kn",
        >= 0x0D00 and <= 0x0D7F => "ml",
        >= 0x0E00 and <= 0x0E7F => "th",
        >= 0x1000 and <= 0x109F => "my",
        >= 0x10A0 and <= 0x10FF => "ka",
        >= 0x1200 and <= 0x137F => "am",
        >= 0x1780 and <= 0x17FF => "km",
        _ => null,
    };

    private static Dictionary<ulong, uint> Known()
    {
        Dictionary<ulong, uint> known = [];
        var list = new WordList();
        for (var i = 0; i < _frequent.Length; i++)
        {
            list.Clear();
            Words.Find(Encoding.UTF8.GetBytes(_frequent[i].Words), list);
            foreach (var hash in list.Hashes)
            {
                known[hash] = known.GetValueOrDefault(hash) | (1u << i);
            }
        }

        return known;
    }
}
