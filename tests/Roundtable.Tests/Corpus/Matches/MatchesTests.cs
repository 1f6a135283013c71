using System.Text;
using Roundtable.Corpus.Matches;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Corpus.Matches;

public sealed class MatchesTests
{
    [Theory]
    [InlineData("Hello, World! 42", "hello world 42")]
    [InlineData("  a-b_c\td\r\ne  ", "A B C D E")]
    [InlineData("ÉTÉ straße", "été STRAßE")]
    [InlineData("日本語です", "日 本 語 で す")]
    [InlineData("abc日本def", "ABC 日 本 DEF")]
    [InlineData("naïve café", "naïve, (café)")]
    public void Words_are_the_same_whatever_parts_them(string one, string other) => Assert.Equal(WordsOf(Utf8(one)), WordsOf(Utf8(other)));

    [Theory]
    [InlineData("a b", "ab")]
    [InlineData("été", "ete")]
    [InlineData("one two", "two one")]
    [InlineData("a", "a a")]
    public void Other_words_are_others(string one, string other) => Assert.NotEqual(WordsOf(Utf8(one)), WordsOf(Utf8(other)));

    [Fact]
    public void Bytes_that_are_no_text_part_words_and_end()
    {
        Assert.Equal(WordsOf(Utf8("ab cd")), WordsOf([0x61, 0x62, 0xFF, 0xC3, 0x63, 0x64, 0xE2, 0x82]));
        var random = new Random(1);
        for (var i = 0; i < TestDepth.Of(2000, 100000); i++)
        {
            var bytes = new byte[random.Next(64)];
            random.NextBytes(bytes);
            WordsOf(bytes);
        }
    }

    [Fact]
    public void Sixty_four_bytes_at_a_time_find_the_same_words_in_the_same_places()
    {
        var random = new Random(4);
        string[] pieces = ["a", "B", "7", " ", ", ", "\n", "é", "ß", "日本", "ひ", "–", "’", "word", "longerword", "averyveryverylongwordindeed0123456789", "ﬁ", "😀", "𝔘", "İ", "\u0301"];
        for (var i = 0; i < TestDepth.Of(3000, 100000); i++)
        {
            var bytes = Utf8(string.Concat(Enumerable.Range(0, random.Next(120)).Select(_ => pieces[random.Next(pieces.Length) % (i % 2 == 0 ? 6 : pieces.Length)])));
            if (i % 5 == 0 && bytes.Length > 0)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var (fast, slow) = (new WordList(), new WordList());
            Words.Find(bytes, fast);
            Words.Slowly(bytes, 0, bytes.Length, slow);
            Assert.Equal(slow.Hashes.ToArray(), fast.Hashes.ToArray());
            for (var word = 0; word < slow.Count; word++)
            {
                Assert.Equal((slow.Start(word), slow.End(word)), (fast.Start(word), fast.End(word)));
            }
        }
    }

    [Fact]
    public void A_shingle_is_its_five_words_wherever_they_stand()
    {
        var words = Enumerable.Range(0, 50).Select(i => (ulong)i * 0x9E3779B97F4A7C15).ToArray();
        var all = new ulong[Shingles.Count(words.Length)];
        Shingles.Of(words, all);
        for (var i = 0; i < all.Length; i++)
        {
            var one = new ulong[1];
            Shingles.Of(words.AsSpan(i, 5), one);
            Assert.Equal(one[0], all[i]);
        }
    }

    [Fact]
    public void Every_way_to_compute_shingles_gives_the_same()
    {
        var random = new Random(4);
        for (var count = 5; count < 70; count++)
        {
            var words = Enumerable.Range(0, count).Select(_ => (ulong)random.NextInt64(long.MinValue, long.MaxValue)).ToArray();
            var (slow, byTwo, chosen) = (new ulong[Shingles.Count(count)], new ulong[Shingles.Count(count)], new ulong[Shingles.Count(count)]);
            Shingles.Slowly(words, slow);
            Shingles.ByTwo(words, byTwo);
            Shingles.Of(words, chosen);
            Assert.Equal(slow, byTwo);
            Assert.Equal(slow, chosen);
        }
    }

    [Fact]
    public void A_set_of_shingles_has_the_similarity_that_sorting_both_finds_and_says_so_where_it_is_enough()
    {
        var (random, set) = (new Random(5), new ShingleSet());
        for (var round = 0; round < 2000; round++)
        {
            // Few values, so that shingles repeat within a text, 0 among them, and share their places in the table.
            var range = random.Next(1, 60);
            ulong[] Draw() => [.. Enumerable.Range(0, random.Next(0, 60)).Select(_ => (ulong)random.Next(range) << (random.Next(4) * 20))];
            var (one, other) = (Draw(), Draw());
            var (ours, theirs) = (Shingles.Distinct((ulong[])one.Clone()).ToArray(), Shingles.Distinct((ulong[])other.Clone()).ToArray());
            var exact = Shingles.Similarity(ours, theirs);
            Assert.Equal(ours, set.Fill(one).ToArray().Order());
            foreach (var threshold in (double[])[0.01, 0.5, 0.7, 1, Math.Max(exact, 0.01), Math.BitIncrement(Math.Max(exact, 0.01))])
            {
                Assert.Equal(exact >= threshold ? exact : -1, set.Similarity(theirs, threshold));
            }
        }
    }

    [Fact]
    public void A_text_of_few_words_has_one_shingle_and_longer_ones_one_for_each_five()
    {
        Assert.Empty(ShinglesOf("…"));
        Assert.Single(ShinglesOf("one"));
        Assert.Single(ShinglesOf("one two three four"));
        Assert.Single(ShinglesOf("one two three four five"));
        Assert.Equal(3, ShinglesOf("one two three four five six seven").Length);
        Assert.Equal(5, new[] { "a", "a a", "a a a", "a a a a", "a a a a a" }.Select(t => ShinglesOf(t)[0]).Distinct().Count());
    }

    [Fact]
    public void Every_way_to_compute_a_signature_gives_the_same()
    {
        var random = new Random(2);
        foreach (var count in (int[])[0, 1, 2, 63, 64, 65, 1000])
        {
            var shingles = Enumerable.Range(0, count).Select(_ => (ulong)random.NextInt64()).ToArray();
            var (one, by256, by512, chosen) = (new uint[MinHash.Places], new uint[MinHash.Places], new uint[MinHash.Places], new uint[MinHash.Places]);
            MinHash.ByOne(shingles, one);
            MinHash.By256(shingles, by256);
            MinHash.By512(shingles, by512);
            MinHash.Compute([.. shingles.Reverse(), .. shingles], chosen);
            Assert.Equal(one, by256);
            Assert.Equal(one, by512);
            Assert.Equal(one, chosen);
        }
    }

    [Fact]
    public void Signatures_are_the_same_in_every_version()
    {
        var signature = new uint[MinHash.Places];
        MinHash.Compute(ShinglesOf("It was the best of times, it was the worst of times."), signature);
        Assert.StartsWith("a814a611af0063b3cdbfeee8c384a00cb1837421676ff35cf8", Roundtable.Record.Entries.Digest.Of(System.Runtime.InteropServices.MemoryMarshal.AsBytes<uint>(signature)).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(0.7)]
    [InlineData(0.9)]
    public void Signatures_estimate_similarity_and_bands_find_what_they_should(double similarity)
    {
        const int pairs = 400;
        var (random, bands) = (new Random(3), Bands.For(similarity));
        var (sum, found) = (0.0, 0);
        for (var i = 0; i < pairs; i++)
        {
            var (a, b) = Pair(random, 300, similarity);
            var (first, second) = (new uint[MinHash.Places], new uint[MinHash.Places]);
            MinHash.Compute(a, first);
            MinHash.Compute(b, second);
            var exact = Shingles.Similarity(Shingles.Distinct((ulong[])a.Clone()), Shingles.Distinct((ulong[])b.Clone()));
            var estimate = MinHash.Similarity(first, second);
            Assert.InRange(estimate, exact - 0.25, exact + 0.25);
            sum += estimate - exact;
            var (k1, k2) = (new ulong[bands.Count], new ulong[bands.Count]);
            bands.Keys(first, k1);
            bands.Keys(second, k2);
            found += k1.Zip(k2).Any(k => k.First == k.Second) ? 1 : 0;
        }

        // Four standard errors of the mean, and of the share that is found.
        var recall = bands.Recall(similarity);
        Assert.InRange(sum / pairs, -4 * 0.045 / Math.Sqrt(pairs), 4 * 0.045 / Math.Sqrt(pairs));
        Assert.InRange((double)found / pairs, recall - (4 * Math.Sqrt(recall * (1 - recall) / pairs)) - 0.02, 1);
    }

    [Theory]
    [InlineData(0.5, 42)]
    [InlineData(0.7, 32)]
    public void Keys_say_of_which_band_they_are(double similarity, int count)
    {
        var bands = Bands.For(similarity);
        var keys = new ulong[bands.Count];
        bands.Keys(new uint[MinHash.Places], keys);
        Assert.Equal((count, count), (bands.Count, keys.Distinct().Count()));
    }

    /// <summary>Whatever threshold is chosen, of the pairs at it one in a hundred is overlooked at most.</summary>
    [Fact]
    public void Pairs_at_the_threshold_become_candidates()
    {
        for (var similarity = 0.5; similarity <= 1; similarity += 0.01)
        {
            Assert.InRange(Bands.For(similarity).Recall(similarity), 0.99, 1);
        }
    }

    private static (ulong[] One, ulong[] Other) Pair(Random random, int size, double similarity)
    {
        // Of two sets of one size that share c elements the index is c / (2 size - c).
        var common = (int)Math.Round(2 * size * similarity / (1 + similarity));
        ulong[] Fresh(int count) => [.. Enumerable.Range(0, count).Select(_ => WordHash.Mix((ulong)random.NextInt64()))];
        var shared = Fresh(common);
        return ([.. shared, .. Fresh(size - common)], [.. Fresh(size - common), .. shared]);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static ulong[] WordsOf(ReadOnlySpan<byte> text)
    {
        var words = new WordList();
        Words.Find(text, words);
        return words.Hashes.ToArray();
    }

    private static ulong[] ShinglesOf(string text)
    {
        var words = WordsOf(Utf8(text));
        var shingles = new ulong[Shingles.Count(words.Length)];
        Shingles.Of(words, shingles);
        return shingles;
    }
}
