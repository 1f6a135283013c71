using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Corpus.Formats.Parquet;
using Roundtable.Tests.Samples;
using Roundtable.Tests.Workspace.Sets.Formats;
using Roundtable.Workspace;
using Roundtable.Workspace.Sets;
using Roundtable.Workspace.Sets.Formats;
using Roundtable.Workspace.Sets.Manifests;
using Roundtable.Workspace.Sets.Rows;

namespace Roundtable.Tests.Workspace.Sets;

/// <summary>Rows as Parquet: what is read from it, here and by DuckDB, is what would stand in JSON Lines.</summary>
public sealed class SetParquetTests : IDisposable
{
    private const int Rows = 300;

    private readonly SampleWorkspace _workspace = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Rows_of_every_format_are_read_by_us_and_by_DuckDB_as_they_were_written()
    {
        List<(string Name, string[] Lines)> all = [];
        foreach (var format in Enum.GetValues<SetFormat>().Where(SetFormats.IsTable))
        {
            foreach (var standard in SetFormats.HasStandard(format) ? (bool[])[false, true] : [false])
            {
                var name = $"{format}-{standard}";
                var lines = Lines(format, standard);
                all.Add((name, lines));
                File.WriteAllLines(At($"{name}-0.jsonl"), lines[..(lines.Length / 2)]);
                File.WriteAllLines(At($"{name}-1.jsonl"), lines[(lines.Length / 2)..]);
                SetPart.Pack([At($"{name}-0.jsonl"), At($"{name}-1.jsonl")]);
                Assert.False(File.Exists(At($"{name}-0.jsonl")));
                Assert.Equal(lines, ((int[])[0, 1]).SelectMany(i => SetPart.Read(At($"{name}-{i}.parquet")).Select(l => System.Text.Encoding.UTF8.GetString(l.Span))));
            }
        }

        await DuckDb.RunAsync(
            "for (const f of a.slice(1)) await c.run(`copy (from read_parquet('${a[0]}/${f}.parquet')) to '${a[0]}/${f}.json' (format json)`);",
            [_workspace.Path, .. all.SelectMany(f => (string[])[$"{f.Name}-0", $"{f.Name}-1"])]);
        foreach (var (name, lines) in all)
        {
            var theirs = ((int[])[0, 1]).SelectMany(i => File.ReadLines(At($"{name}-{i}.json"))).ToList();
            Assert.Equal(lines.Length, theirs.Count);
            for (var i = 0; i < lines.Length; i++)
            {
                Assert.True(JsonNode.DeepEquals(Absent(JsonNode.Parse(lines[i])), Absent(JsonNode.Parse(theirs[i]))), $"{name}, row {i}:\n{lines[i]}\n{theirs[i]}");
            }
        }
    }

    [Fact]
    public async Task A_set_of_Parquet_verifies_is_proved_and_taken_from_like_any_other()
    {
        var gone = await SampleSets.SaveDebateAsync(_workspace, "01jd00000000000000000000aa", "Is it so?", SampleSets.Open, SampleSets.Open);
        await SampleSets.SaveDebateAsync(_workspace, "01jd00000000000000000000bb", "Is it not?", SampleSets.Open, SampleSets.Open, SampleSets.Open);
        var service = new SetService(_workspace.Context);
        var lines = await service.MakeAsync(SampleSets.Request(_workspace, "lines"), Cancellation);
        var made = await service.MakeAsync(SampleSets.Request(_workspace, "packed") with { Parquet = true }, Cancellation);
        Assert.Equal(3, made.Manifest.Rows);
        Assert.Null(SetVerifier.Verify(made.Folder, [], null, Cancellation).Problem);
        Assert.Equal(
            File.ReadLines(Path.Combine(lines.Folder, "train.jsonl")),
            SetPart.Read(Path.Combine(made.Folder, "train.parquet")).Select(l => System.Text.Encoding.UTF8.GetString(l.Span)));
        Assert.Contains("path: train.parquet", File.ReadAllText(Path.Combine(made.Folder, "README.md")), StringComparison.Ordinal);
        Assert.Contains("path: parquet", File.ReadAllText(Path.Combine(made.Folder, "trl.yaml")), StringComparison.Ordinal);
        Assert.DoesNotContain(".jsonl", File.ReadAllText(Path.Combine(made.Folder, "axolotl.yaml")), StringComparison.Ordinal);
        Assert.True(RowProof.Make(made.Folder, 1).Holds(made.Manifest.Root));

        var without = await new SetRemoval(_workspace.Context).WithoutAsync(made.Folder, $"session:{gone.Id}", At("without"), null, Cancellation);
        Assert.Equal(2, without.Manifest.Rows);
        Assert.Null(SetVerifier.Verify(without.Folder, [], null, Cancellation).Problem);

        // A row of another set in its place: the file is whole, and not the one that the manifest names.
        var path = Path.Combine(made.Folder, "train.parquet");
        var bytes = File.ReadAllBytes(path);
        for (var at = 4; at < bytes.Length; at += 97)
        {
            var changed = bytes.ToArray();
            changed[at] ^= 1;
            File.WriteAllBytes(path, changed);
            Assert.False(SetVerifier.Verify(made.Folder, [], null, Cancellation).Holds, $"byte {at}");
        }
    }

    [Fact]
    public async Task Formats_of_providers_are_no_table()
    {
        var e = await Assert.ThrowsAsync<WorkspaceException>(
            () => new SetService(_workspace.Context).MakeAsync(SampleSets.Request(_workspace, "set", SetFormat.OpenaiPreference) with { Parquet = true }, Cancellation));
        Assert.Equal(ErrorKind.InvalidInput, e.Kind);
    }

    [Theory]
    [InlineData("""{"a":"x"}""", """{"a":true}""")]
    [InlineData("""{"a":[]}""", """{"a":{"b":"x"}}""")]
    [InlineData("""{"a":1}""")]
    [InlineData("""{"a":{}}""")]
    public void What_is_no_table_is_refused(params string[] rows)
    {
        var schema = new NestedSchema();
        Assert.Throws<ArgumentException>(() =>
        {
            foreach (var row in rows)
            {
                schema.Add(JsonElement.Parse(row));
            }
        });
    }

    private string At(string name) => Path.Combine(_workspace.Path, name);

    private static string[] Lines(SetFormat format, bool standard)
    {
        var random = new RandomRows((int)format);
        var scrutiny = new SetScrutiny(new SetRequest { From = "sessions", Format = format, Use = Roundtable.Terms.Uses.Use.TrainOpen, Folder = "set" });
        List<SetContent> rows = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(SetFormats.Shape(format))).Select(r => scrutiny.Look(r, out _)).OfType<SetContent>()];
        var traits = new SetTraits();
        rows.ForEach(traits.Add);
        var formatter = SetFormats.Formatter(format, standard, traits);
        return [.. rows.Select(r => SetFormatTests.Write(formatter, r)).OfType<string>()];
    }

    /// <summary>Members that are absent or null are one thing in a table.</summary>
    private static JsonNode? Absent(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Where(m => m.Value is not null).Select(m => KeyValuePair.Create(m.Key, Absent(m.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Absent)]),
        _ => node?.DeepClone(),
    };
}
