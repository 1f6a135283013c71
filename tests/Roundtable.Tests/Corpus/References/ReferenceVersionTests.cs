using System.Text.Json;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.References;
using Roundtable.Corpus.References.Building;
using Roundtable.Record.Files;

namespace Roundtable.Tests.Corpus.References;

/// <summary>Collections of other versions of the program.</summary>
public sealed class ReferenceVersionTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roundtable-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Store => Path.Combine(_folder.FullName, "store");

    private string Manifest => Path.Combine(Store, "references.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_newer_collection_is_refused_and_building_one_in_its_place_leaves_it_alone()
    {
        Build();
        Assert.False(ReferenceStore.IsNewer(Store));
        Assert.False(ReferenceStore.IsNewer(Path.Combine(_folder.FullName, "nothing")));
        File.WriteAllText(Manifest, File.ReadAllText(Manifest).Replace("roundtable-references/2", "roundtable-references/3", StringComparison.Ordinal));
        var before = Files();
        Assert.True(ReferenceStore.IsNewer(Store));
        Assert.StartsWith($"{Manifest} has format version 3,", Assert.Throws<NewerFormatException>(() => ReferenceStore.TryOpen(Store)).Message, StringComparison.Ordinal);
        Build();
        Assert.Equal(before, Files());
    }

    [Fact]
    public void An_older_collection_is_rebuilt()
    {
        Build();
        File.WriteAllText(Manifest, File.ReadAllText(Manifest).Replace("roundtable-references/2", "roundtable-references/1", StringComparison.Ordinal));
        Assert.False(ReferenceStore.IsNewer(Store));
        Assert.Null(ReferenceStore.TryOpen(Store));
        Build();
        using var store = ReferenceStore.TryOpen(Store);
        Assert.Equal(1, store!.Manifest.Entries);
    }

    [Fact]
    public void A_table_of_a_newer_version_is_refused_and_a_damaged_one_said_to_be_damaged()
    {
        Build();
        var table = Path.Combine(Store, "equal.keys");
        var bytes = File.ReadAllBytes(table);
        Assert.Equal("RTKEYS1"u8.ToArray(), bytes[..7]);
        bytes[6] = (byte)'2';
        File.WriteAllBytes(table, bytes);
        Assert.Throws<NewerFormatException>(() => new KeyTable(table));
        bytes[0] = 0;
        File.WriteAllBytes(table, bytes);
        Assert.Throws<InvalidDataException>(() => new KeyTable(table));
    }

    private void Build()
    {
        var data = Path.Combine(_folder.FullName, "known.jsonl");
        File.WriteAllText(data, JsonSerializer.Serialize(new { text = "A text that is known, and where it comes from, too." }) + "\n");
        ReferenceBuilder.FromFiles(Store, "known", ScanPlan.Make(FileFinder.Find([data]), new ScanSettings { Duplicates = false }, Cancellation), null, Cancellation);
    }

    private string[] Files() =>
        [.. Directory.EnumerateFiles(Store).Order(StringComparer.Ordinal).Select(f => Path.GetFileName(f) + Convert.ToHexString(File.ReadAllBytes(f)))];
}
