using System.Text;
using Roundtable.Corpus.Labelling;
using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Phrases;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Corpus.Phrases;

public sealed class PhraseTests
{
    private static readonly string[] _pieces = ["a", "A", "b", "B", "@", "`", "[", "{", "0", "\u0010", " ", "é", "É", "’", "ab", "aaaa", "language ", "MODEL", "日本"];

    [Fact]
    public void Every_hit_is_found_and_no_other()
    {
        var random = new Random(1);
        for (var i = 0; i < TestDepth.Of(1500, 30000); i++)
        {
            var text = Utf8(Pieces(random, random.Next(i % 10 == 0 ? 2000 : 200)));
            var whole = Encoding.UTF8.GetString(text);
            var phrases = Enumerable.Range(0, 1 + random.Next(i % 7 == 0 ? 300 : 8))
                .Select(_ => random.Next(3) == 0 && whole.Length > 0 ? Cut(whole, random) : Pieces(random, 1 + random.Next(12)))
                .Where(p => p.Length > 0).ToArray();
            List<PhraseHit> found = [];
            new PhraseIndex(phrases).Find(text, found);
            Assert.Equal(ByDefinition(phrases, text), found);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 5)]
    [InlineData(5, 4)]
    [InlineData(8, 8)]
    public void Sixteen_places_at_a_time_and_twice_eight_tell_the_same_as_one(int width, int stride)
    {
        var random = new Random(width);
        for (var i = 0; i < TestDepth.Of(500, 10000); i++)
        {
            var text = Utf8(Pieces(random, random.Next(600)));
            var grams = Enumerable.Range(0, 30).Where(_ => text.Length > width).Select(_ => GramFilter.Gram(text, random.Next(text.Length - width), width)).ToArray();
            var filter = new GramFilter(width, stride, grams);
            var expected = All(text, width, filter.Single);
            Assert.Equal(expected, All(text, width, System.Runtime.Intrinsics.X86.Avx512Vbmi.IsSupported ? filter.Sixteen : filter.Next));
            Assert.Equal(expected, All(text, width, System.Runtime.Intrinsics.X86.Avx2.IsSupported ? filter.Eights : filter.Next));
        }
    }

    [Fact]
    public void A_phrase_of_the_list_is_found_wherever_it_stands_as_words()
    {
        var random = new Random(2);
        string[] before = ["", " ", "\n", "\"", "(", "Well, ", "-", "said: "];
        string[] after = ["", " ", "\n", "\"", ")", ", well", "-"];
        List<PhraseHit> hits = [];
        for (var phrase = 0; phrase < PhraseFile.Current.Phrases.Count; phrase++)
        {
            foreach (var way in PhraseFile.Expand(PhraseFile.Current.Phrases[phrase]))
            {
                var opening = before[random.Next(before.Length)];
                var text = Utf8(opening + (random.Next(2) == 0 && Ascii.IsValid(way) ? way.ToUpperInvariant() : way) + after[random.Next(after.Length)]);
                hits.Clear();
                KnownPhrases.Current.Find(text, hits);
                Assert.Contains(new PhraseHit(phrase, Encoding.UTF8.GetByteCount(opening), Encoding.UTF8.GetByteCount(way)), hits);
                Assert.True(Kinds(text).HasFlag(WordTriggers.Kinds.Phrase));
            }
        }
    }

    [Fact]
    public void Trying_the_pairs_of_words_first_loses_no_phrase()
    {
        var random = new Random(3);
        var ways = PhraseFile.Current.Literals();
        var words = ways.SelectMany(w => w.Text.Split(' ')).Distinct(StringComparer.Ordinal).Append("\u2014").ToArray();
        List<PhraseHit> all = [];
        for (var i = 0; i < TestDepth.Of(2000, 40000); i++)
        {
            var text = Utf8(string.Join(random.Next(9) == 0 ? "  " : " ", Enumerable.Range(0, random.Next(30)).Select(_ => random.Next(5) == 0 ? ways[random.Next(ways.Count)].Text : words[random.Next(words.Length)])));
            all.Clear();
            KnownPhrases.Current.Find(text, all);
            Assert.True(!all.Exists(h => PhraseEvidence.IsWhole(text, h)) || Kinds(text).HasFlag(WordTriggers.Kinds.Phrase));
        }
    }

    [Theory]
    [InlineData("see <think> there", "Trace")]
    [InlineData("what I think of it", "None")]
    [InlineData("made by openai", "Pattern")]
    [InlineData("the language model", "Pattern")]
    [InlineData("the model language", "None")]
    [InlineData("a mark 【4:0†a】", "Trace")]
    public void Triggers_are_words_pairs_and_marks(string text, string expected) => Assert.Equal(expected, Kinds(Utf8(text)).ToString());

    /// <summary>The reference implementation looks each word and each pair up by itself.</summary>
    [Fact]
    public void Triggers_are_found_at_every_place_of_a_block_of_words()
    {
        for (var at = 0; at < 70; at++)
        {
            for (var after = 0; after < 3; after++)
            {
                var text = string.Concat(Enumerable.Repeat("word ", at)) + "language model" + string.Concat(Enumerable.Repeat(" word", after));
                List<(int Place, WordTriggers.Kinds Kind)> places = [];
                KnownPhrases.Current.Triggers.Find(Utf8(text), Listed(Utf8(text)), places);
                Assert.Equal([(5 * at, WordTriggers.Kinds.Pattern)], places);
            }
        }
    }

    [Fact]
    public void An_empty_phrase_is_refused() => Assert.Throws<ArgumentException>(() => new PhraseIndex(["a", ""]));

    private delegate int Next(ReadOnlySpan<byte> text, ref int at, Span<int> maybe);

    private static List<int> All(byte[] text, int width, Next next)
    {
        List<int> all = [];
        var maybe = new int[GramFilter.Room];
        for (var at = 0; at <= text.Length - width;)
        {
            all.AddRange(maybe.Take(next(text, ref at, maybe)));
        }

        return all;
    }

    private static List<PhraseHit> ByDefinition(string[] phrases, byte[] text)
    {
        var bytes = phrases.Select(Utf8).ToArray();
        List<PhraseHit> hits = [];
        for (var end = 1; end <= text.Length; end++)
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                var start = end - bytes[i].Length;
                if (start >= 0 && bytes[i].Zip(text.Skip(start)).All(p => Small(p.First) == Small(p.Second)))
                {
                    hits.Add(new PhraseHit(i, start, bytes[i].Length));
                }
            }
        }

        return hits;
    }

    private static byte Small(byte b) => b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b + 32) : b;

    private static string Cut(string text, Random random)
    {
        var start = random.Next(text.Length);
        return text.Substring(start, Math.Min(text.Length - start, 1 + random.Next(60)));
    }

    private static string Pieces(Random random, int count) => string.Concat(Enumerable.Range(0, count).Select(_ => _pieces[random.Next(_pieces.Length)]));

    private static WordList Listed(byte[] text)
    {
        var words = new WordList();
        Words.Find(text, words);
        return words;
    }

    private static WordTriggers.Kinds Kinds(byte[] text) => KnownPhrases.Current.Triggers.Find(text, Listed(text), []);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
