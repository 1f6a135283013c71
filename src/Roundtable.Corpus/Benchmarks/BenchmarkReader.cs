using System.Text;
using System.Text.RegularExpressions;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Formats;
using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Records;
using Roundtable.Corpus.Storage;
using Roundtable.Record.Entries;

namespace Roundtable.Corpus.Benchmarks;

/// <summary>
/// Reads the test items of benchmarks. An item is a row; its question, options and answer are known by the names of fields that public benchmarks use, and
/// where none is known the longest text is the question.
/// </summary>
public static partial class BenchmarkReader
{
    // The version of what is looked for; it changes with the fields, the lengths and the rules.
    private const string Version = "1";

    // Words from which a question tells an item by itself, and from which it is looked for at all; an answer tells it from 13 words on.
    private const int MinAlone = 8, MinWords = 5, MinAnswer = 13, MinAll = 10;

    // A text that more items have is an instruction, not a question.
    private const int MaxSame = 4;

    private const int Buffered = 1 << 16;

    /// <summary>Reads a benchmark.</summary>
    /// <param name="name">Its name in reports.</param>
    /// <param name="listing">Its files.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="InvalidDataException">A row cannot be read; the message names the file, the row and what is wrong.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Benchmark Read(string name, CorpusListing listing, CancellationToken cancellation)
    {
        List<ItemTexts> items = [];
        List<(int File, long Row)> places = [];
        Dictionary<UInt128, int> counts = [];
        for (var file = 0; file < listing.Files.Count; file++)
        {
            foreach (var (row, texts) in Items(listing.Files[file]))
            {
                cancellation.ThrowIfCancellationRequested();
                items.Add(texts);
                places.Add((file, row));
                foreach (var question in texts.Questions)
                {
                    var key = Key(question);
                    counts[key] = counts.GetValueOrDefault(key) + 1;
                }
            }
        }

        List<BenchmarkItem> sought = [];
        List<BenchmarkText> all = [];
        for (var i = 0; i < items.Count; i++)
        {
            var before = all.Count;
            all.AddRange(Texts(i, items[i], q => counts[Key(q)] <= MaxSame));
            sought.Add(new BenchmarkItem(places[i].File, places[i].Row, all.Count > before));
        }

        return new Benchmark(name, Source(name, listing), [.. listing.Files.Select(f => f.Name)], sought, all);
    }

    private static IEnumerable<(long Row, ItemTexts Texts)> Items(CorpusFile file)
    {
        if (file.Format != FileFormat.Text)
        {
            return RecordFile.Read(file, file.Name).Select(r => (r.Number, ItemTexts.Of(r.Fields)));
        }

        using var reader = new StreamReader(file.Open(), Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select((paragraph, i) => ((long)i + 1, new ItemTexts([paragraph], [], [])));
    }

    /// <summary>The texts by which an item is looked for.</summary>
    private static IEnumerable<BenchmarkText> Texts(int item, ItemTexts texts, Func<string, bool> isOwn)
    {
        IReadOnlyList<ulong[]> options = [.. texts.Options.Select(o => Hashes(OptionLabel().Replace(o, "")).Words).Where(o => o.Length > 0)];
        var isTold = false;
        foreach (var question in texts.Questions.Where(isOwn))
        {
            var (words, hash) = Hashes(question);
            if (words.Length >= MinWords)
            {
                isTold = true;
                yield return new BenchmarkText(item, false, words, hash, options, words.Length >= MinAlone ? Needed.Nothing : Needed.OptionsOrAlone);
            }
        }

        foreach (var answer in texts.Answers)
        {
            if (Hashes(answer) is { Words.Length: >= MinAnswer } told)
            {
                isTold = true;
                yield return new BenchmarkText(item, true, told.Words, told.Hash, [], Needed.Nothing);
            }
        }

        if (isTold)
        {
            yield break;
        }

        // The question is short, or many items have it: with its options, plain and with their letters, it is one of its own.
        var whole = string.Join('\n', (string[])[.. texts.Questions, .. texts.Options]);
        var lettered = string.Join('\n', (string[])[.. texts.Questions, .. texts.Options.Select((o, i) => $"{(char)('A' + (i % 26))}. {o}")]);
        foreach (var text in (string[])[whole, lettered])
        {
            if (Hashes(text) is { Words.Length: >= MinAll } told)
            {
                yield return new BenchmarkText(item, false, told.Words, told.Hash, options, Needed.NearlyAll);
            }
        }
    }

    /// <summary>The letter before an option: "(A) ", "B. ".</summary>
    [GeneratedRegex(@"^\s*(\([A-Za-z]\)[.:]?|[A-Z][.:)])\s*", RegexOptions.NonBacktracking)]
    private static partial Regex OptionLabel();

    private static (ulong[] Words, UInt128 Hash) Hashes(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var words = new WordList();
        Words.Find(bytes, words);
        return words.Count == 0 ? ([], default) : (words.Hashes.ToArray(), XxHash.Of(bytes.AsSpan(words.Start(0)..words.End(words.Count - 1))));
    }

    private static UInt128 Key(string text) => XxHash.Of(System.Runtime.InteropServices.MemoryMarshal.AsBytes<ulong>(Hashes(text).Words));

    private static Digest Source(string name, CorpusListing listing)
    {
        var text = new StringBuilder($"benchmark {Version}\n{name}\n");
        var buffer = new byte[Buffered];
        foreach (var file in listing.Files)
        {
            using var stream = new ContentStream(file.OpenContent());
            using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                hash.AppendData(buffer, 0, read);
            }

            text.Append(file.Name).Append(' ').Append(Convert.ToHexStringLower(hash.GetHashAndReset())).Append('\n');
        }

        return Digest.Of(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
