using System.Text;
using Roundtable.Corpus.Blocks;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Formats;
using Roundtable.Corpus.Formats.Packed;
using Roundtable.Corpus.Labelling;
using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Rows;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;

namespace Roundtable.Tests.Corpus.Labelling;

/// <summary>All evidence of one row together, and the keys by which its duplicates are found.</summary>
public sealed class RowLabellerTests : IDisposable
{
    private static readonly RowPlan _plan = new("custom", [new PlannedField("response", FieldRole.Response), new PlannedField("model", FieldRole.Declared)]);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roundtable-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_row_has_the_evidence_of_its_file_its_fields_its_words_and_of_who_signed_for_it()
    {
        var text = "As an AI language model, I do not sleep.";
        var labelled = Labeller(Attestation(text)).Label(File(new Evidence(EvidenceKind.Declared, Origin.Human, Strength.Moderate, "the card")), Row(text, "house"), 0, null);
        Assert.Equal(
            ["the card", "model: house (registry: lab/house)", "en-as", "jane@example.org signed for it on 2026-11-21: Mine."],
            labelled.Evidence.Select(e => e.Summary));
        Assert.Equal((text.Length, 9, Digest.Of(Encoding.UTF8.GetBytes(text))), (labelled.TextLength, labelled.Words, labelled.Digest));
    }

    [Fact]
    public void Evidence_is_that_of_the_row_alone()
    {
        var labeller = Labeller(Attestation("signed"));
        Assert.Equal(2, labeller.Label(File(), Row("signed", "gpt-4"), 0, null).Evidence.Count);
        Assert.Empty(labeller.Label(File(), Row("Plain words."), 0, null).Evidence);

        // The value of a field is evaluated once; the second row has it all the same.
        Assert.Equal("gpt-4", Assert.Single(labeller.Label(File(), Row("Others.", "gpt-4"), 0, null).Evidence).Model);
        Assert.Equal("gpt-5", Assert.Single(labeller.Label(File(), Row("Others.", "gpt-5"), 0, null).Evidence).Model);
    }

    [Fact]
    public void Keys_of_duplicates_are_those_of_rows_with_words()
    {
        var text = string.Join(' ', Enumerable.Range(0, 60).Select(i => $"word{i}"));
        var (keys, none, others) = (new RowKeys(Bands.Usual), new RowKeys(Bands.Usual), new RowKeys(Bands.Usual));
        var labeller = Labeller();
        labeller.Label(File(), Row("—"), 0, none);
        labeller.Label(File(), Row(text), 7, keys);
        labeller.Label(File(), Row(text), 7, null);
        labeller.Label(File(), Row(text.Replace("word3", "other", StringComparison.Ordinal)), 7, others);
        Assert.Equal(Written(new RowKeys(Bands.Usual)), Written(none));
        Assert.Equal(Written(Expected(text)), Written(keys));
        Assert.NotEqual(Written(keys), Written(others));
    }

    private static RowKeys Expected(string text)
    {
        var row = Row(text);
        var signature = new uint[MinHash.Places];
        var hashes = Hashes(text);
        MinHash.Compute(new ShingleBuffer().Of(hashes), signature);
        var keys = new RowKeys(Bands.Usual);
        keys.Add(XxHash.Of(row.Text), signature, hashes, 7);
        return keys;
    }

    private static ulong[] Hashes(string text)
    {
        var words = new WordList();
        Words.Find(Encoding.UTF8.GetBytes(text), words);
        return words.Hashes.ToArray();
    }

    private string Written(RowKeys keys)
    {
        var path = Path.Combine(_folder.FullName, "keys");
        List<string> all = [];
        foreach (var write in (Func<string, UInt128>[])[keys.Equal.Write, keys.Bands.Write, keys.Passages.Write])
        {
            Assert.Equal(write(path), KeySums.Of(path));
            all.Add(Convert.ToHexString(System.IO.File.ReadAllBytes(path)));
        }

        return string.Join('\n', all);
    }

    private static RowLabeller Labeller(params Attestation[] attestations) => new(
        new ScanPlan([], [], new ScanSettings { Names = [new KnownName("house", "lab/house", Origin.Synthetic, "lab/house")] }, "", "", ""),
        new RowKnowledge([], attestations));

    private static PlannedFile File(params Evidence[] declared) =>
        new(new CorpusFile("a.jsonl", "a.jsonl", FileFormat.JsonLines, Packing.None, 0), new RowFormat(FileFormat.JsonLines, _plan, []), default, declared);

    private static RowText Row(string text, string? model = null)
    {
        var row = new RowText();
        row.Add(FieldRole.Response, 0, Encoding.UTF8.GetBytes(text));
        if (model is not null)
        {
            row.Add(FieldRole.Declared, 1, Encoding.UTF8.GetBytes(model));
        }

        return row;
    }

    private static Attestation Attestation(string row)
    {
        var key = SigningKey.New("jane@example.org");
        var list = Encoding.ASCII.GetBytes(Digest.Of(Encoding.UTF8.GetBytes(row)) + "\n");
        var text = Roundtable.Corpus.Origins.Attestation.Text(Origin.Human, "Mine.", new DateOnly(2026, 11, 21), 1, Digest.Of(list));
        return Roundtable.Corpus.Origins.Attestation.Read(SignedNote.Sign(text, key).ToBytes(), list, [key.Verifier]);
    }
}
