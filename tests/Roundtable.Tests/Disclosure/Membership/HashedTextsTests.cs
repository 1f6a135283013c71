using System.Globalization;
using System.Text;
using Roundtable.Corpus.References;
using Roundtable.Disclosure.Membership;

namespace Roundtable.Tests.Disclosure.Membership;

/// <summary>Texts are found by hashes alone: whole, in part, and nothing that is not there.</summary>
public sealed class HashedTextsTests : IDisposable
{
    private const string Said = "The harbour master counted nineteen boats before the fog came in, and wrote the number down twice so that nobody could say "
        + "afterwards that he had been mistaken about it.";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roundtable-");

    private string At => Path.Combine(_folder.FullName, "texts.members");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_text_is_found_whole_in_part_or_not_at_all_and_stands_nowhere_in_the_file()
    {
        Write([Said, "Too short to take.", .. Enumerable.Range(0, 500).Select(Other)]);
        var bytes = File.ReadAllBytes(At);
        Assert.True(bytes.AsSpan().IndexOf("harbour"u8) < 0);
        using (var texts = HashedTexts.Open(At))
        {
            Assert.Equal(("ours", 502L), (texts.Name, texts.Rows));
            Assert.True(Find(texts, $"  {Said}\n").IsEqual);
            Assert.True(Find(texts, Other(77)).IsEqual);

            // Sixteen words in a row, in other capitals and with other marks, among words that are not there.
            var part = Find(texts, "Yesterday somebody told me: MASTER counted nineteen boats - before the fog came in and wrote the number down twice so; I do not believe it.");
            Assert.False(part.IsEqual);
            var run = Assert.Single(part.Runs);
            Assert.InRange(run.Words, 8, 16);
            Assert.InRange(run.First, 4, 12);
            Assert.Equal(run.Words, part.Covered);
            Assert.Equal((false, 0), Found("Nobody has ever written these words about lighthouses and their keepers in any of the rows here."));
            Assert.Equal((false, 0), Found("Too short to take."));

            (bool, int) Found(string text) => Find(texts, text) is var found ? (found.IsEqual, found.Covered) : default;
        }

        // Two files of the same texts have nothing in common that would show it.
        Write([Said]);
        var again = File.ReadAllBytes(At);
        Assert.True(bytes.AsSpan().IndexOf(again.AsSpan(again.Length - 16)) < 0);
    }

    [Fact]
    public void Common_runs_of_fifteen_words_are_found_wherever_they_begin()
    {
        string[] words = [.. Enumerable.Range(0, 300).Select(i => $"word{(i * 7919 % 1009).ToString(CultureInfo.InvariantCulture)}")];
        Write([string.Join(' ', words)]);
        using var texts = HashedTexts.Open(At);
        for (var i = 0; i + 15 <= words.Length; i++)
        {
            Assert.True(Find(texts, "here begins " + string.Join(' ', words[i..(i + 15)]) + " and here it ends").Covered >= 8);
        }
    }

    [Fact]
    public void What_is_cut_or_something_else_is_refused()
    {
        Write([Said]);
        var bytes = File.ReadAllBytes(At);
        for (var length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(At, bytes[..length]);
            Assert.Throws<FormatException>(() => HashedTexts.Open(At).Dispose());
        }

        File.WriteAllBytes(At, [.. bytes, 0]);
        Assert.Throws<FormatException>(() => HashedTexts.Open(At).Dispose());
    }

    private static string Other(int number) => string.Create(
        CultureInfo.InvariantCulture, $"Row {number} says that {number * 3} sparrows sat on wire {number * 7} while train {number * 11} passed by at noon.");

    private static FoundText Find(HashedTexts texts, string text)
    {
        var marks = new TextMarks();
        marks.Read(Encoding.UTF8.GetBytes(text));
        return texts.Find(marks);
    }

    private void Write(IEnumerable<string> rows)
    {
        using var writer = new HashedTextsWriter(At);
        var count = 0;
        foreach (var row in rows)
        {
            _ = writer.Add(Encoding.UTF8.GetBytes(row));
            count++;
        }

        writer.Complete("ours", count);
        Assert.Equal(count > 1 ? 1 : 0, writer.TooShort);
    }
}
