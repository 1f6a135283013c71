using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Corpus.Formats.Parquet;
using Roundtable.Corpus.Reports;
using Roundtable.Corpus.Storage;
using Roundtable.Tests.Corpus.Reading;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Corpus.Formats.Parquet;

/// <summary>Parquet files that DuckDB wrote, and what becomes of damaged ones.</summary>
public sealed class ParquetTests(ParquetTests.Written written) : IClassFixture<ParquetTests.Written>
{
    public static TheoryData<string> Files { get; } = [.. from codec in (string[])["uncompressed", "snappy", "gzip", "zstd", "brotli", "lz4_raw"] from version in (string[])["V1", "V2"] select $"{codec}-{version}.parquet"];

    [Theory]
    [MemberData(nameof(Files))]
    public void Rows_are_those_that_were_written(string file)
    {
        var mine = Read(written[file]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var theirs = File.ReadAllLines(written["rows.jsonl"]);
        Assert.Equal(theirs.Length, mine.Length);
        for (var i = 0; i < mine.Length; i++)
        {
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(theirs[i]), JsonNode.Parse(mine[i])), $"{mine[i]}\n{theirs[i]}");
        }
    }

    [Fact]
    public void A_file_that_was_cut_or_damaged_is_told_and_nothing_else_happens()
    {
        var random = new Random(1);
        foreach (var file in (string[])["snappy-V1.parquet", "zstd-V2.parquet", "uncompressed-V2.parquet", "gzip-V1.parquet", "lz4_raw-V1.parquet"])
        {
            var whole = File.ReadAllBytes(written[file]);
            var path = written["damaged.parquet"];
            var refused = 0;
            for (var i = 0; i < 300; i++)
            {
                var bytes = i % 5 == 0 ? whole[..random.Next(whole.Length)] : (byte[])whole.Clone();
                for (var n = 0; n < i % 5 && bytes.Length > 0; n++)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                    bytes[^random.Next(1, Math.Min(bytes.Length, 3000))] ^= (byte)(1 << random.Next(8));
                }

                File.WriteAllBytes(path, bytes);
                try
                {
                    _ = Read(path);
                }
                catch (InvalidDataException)
                {
                    refused++;
                }
            }

            Assert.True(refused > 100, $"{file}: {refused}");
        }
    }

    [Fact]
    public void A_cut_file_is_one_that_is_not_read_and_the_others_are()
    {
        var folder = Directory.CreateDirectory(written["mixed"]).FullName;
        var whole = File.ReadAllBytes(written["zstd-V1.parquet"]);
        File.WriteAllBytes(Path.Combine(folder, "cut.parquet"), whole[..(whole.Length / 2)]);
        File.WriteAllBytes(Path.Combine(folder, "whole.parquet"), whole);
        var (texts, faults) = RowsOf.File(Path.Combine(folder, "whole.parquet"));
        Assert.Equal((3000, 0), (texts.Count, faults.Count));
        Assert.Equal("not a Parquet file, or cut: it does not end as one", Assert.Single(RowsOf.File(Path.Combine(folder, "cut.parquet")).Faults).Reason);
    }

    [Fact]
    public async Task Labels_are_written_as_DuckDB_and_we_read_them()
    {
        var random = new Random(3);
        const int Rows = 150_000;
        using (var labels = new StreamWriter(written["labels.jsonl"]))
        {
            for (var i = 0; i < Rows; i++)
            {
                var row = new JsonObject
                {
                    ["file"] = i % 1000 < 300 ? "a \"quoted\" é.jsonl" : "b.jsonl",
                    ["row"] = i + 1,
                    ["digest"] = Roundtable.Record.Entries.Digest.Of(BitConverter.GetBytes(i)).ToString(),
                    ["origin"] = (i % 4) switch { 0 => "unknown", 1 => "human", 2 => "synthetic", _ => "mixed" },
                    ["words"] = random.Next(1 << 20),
                    ["evidence"] = i % 5 == 0 ? [new JsonObject { ["kind"] = "declared", ["points"] = "human", ["strength"] = "moderate", ["says"] = $"value {i}", ["spans"] = new JsonArray() }] : new JsonArray(),
                };
                if (random.Next(3) == 0 || i is > 70_000 and < 90_000)
                {
                    row["repeats"] = new JsonObject { ["file"] = "b.jsonl", ["row"] = i / 2, ["similarity"] = Math.Round(random.NextDouble(), 4), ["equal"] = random.Next(2) == 0 };
                }
                else if (i % 7 == 0)
                {
                    row["passages"] = new JsonArray(new JsonObject { ["file"] = "b.jsonl", ["row"] = 1, ["words"] = 50 + (i % 9), ["spans"] = new JsonArray(new JsonObject { ["field"] = "text", ["turn"] = 0, ["start"] = i, ["end"] = i + 9 }) });
                }

                if (i % 6 == 0)
                {
                    (row["cluster"], row["language"], row["tokens"]) = (i / 2, "en", i % 50);
                    row["benchmarks"] = new JsonArray(new JsonObject
                    {
                        ["benchmark"] = "b",
                        ["file"] = "test.jsonl",
                        ["row"] = 1,
                        ["form"] = i % 12 == 0 ? "verbatim" : "in-part",
                        ["words"] = 13,
                        ["share"] = 0.5,
                        ["isAnswer"] = false,
                        ["spans"] = new JsonArray(),
                    });
                    row["sensitive"] = new JsonArray(new JsonObject
                    {
                        ["kind"] = "email-address",
                        ["name"] = "e-mail address",
                        ["isExample"] = false,
                        ["span"] = new JsonObject { ["field"] = "text", ["turn"] = 0, ["start"] = i, ["end"] = i + 9 },
                    });
                }

                labels.WriteLine(row.ToJsonString());
            }
        }

        ParquetLabels.Write(written["labels.jsonl"], written["labels.parquet"], Rows, null, TestContext.Current.CancellationToken);
        await written.ReadByDuckDbAsync("labels.parquet", "theirs.jsonl");
        var (mine, theirs) = (Read(written["labels.parquet"]).Split('\n', StringSplitOptions.RemoveEmptyEntries), File.ReadAllLines(written["theirs.jsonl"]));
        Assert.Equal((Rows, Rows), (mine.Length, theirs.Length));
        var at = 0;
        foreach (var line in File.ReadLines(written["labels.jsonl"]))
        {
            var label = JsonNode.Parse(line)!.AsObject();
            var repeats = label["repeats"];
            var flat = new JsonObject
            {
                ["file"] = label["file"]!.DeepClone(),
                ["row"] = label["row"]!.DeepClone(),
                ["digest"] = label["digest"]!.DeepClone(),
                ["origin"] = label["origin"]!.DeepClone(),
                ["words"] = label["words"]!.DeepClone(),
                ["evidence"] = label["evidence"]!.DeepClone(),
                ["repeats_file"] = repeats?["file"]!.DeepClone(),
                ["repeats_row"] = repeats?["row"]!.DeepClone(),
                ["similarity"] = repeats?["similarity"]!.DeepClone(),
                ["equal"] = repeats?["equal"]!.DeepClone(),
                ["passages"] = label["passages"]?.DeepClone(),
                ["cluster"] = label["cluster"]?.DeepClone(),
                ["language"] = label["language"]?.DeepClone(),
                ["tokens"] = label["tokens"]?.DeepClone(),
                ["contaminated"] = label["benchmarks"]?[0]?["form"]?.GetValue<string>() == "verbatim",
                ["benchmarks"] = label["benchmarks"]?.DeepClone(),
                ["sensitive"] = label["sensitive"]?.DeepClone(),
            };
            foreach (var read in (string[])[mine[at], theirs[at]])
            {
                var row = JsonNode.Parse(read)!.AsObject();
                foreach (var json in (string[])["evidence", "passages", "benchmarks", "sensitive"])
                {
                    // We give JSON as the text that it is stored as.
                    if (row[json] is JsonValue text)
                    {
                        row[json] = JsonNode.Parse(text.GetValue<string>());
                    }
                }

                Assert.True(JsonNode.DeepEquals(flat, row), $"{flat.ToJsonString()}\n{row.ToJsonString()}");
            }

            at++;
        }
    }

    [Fact]
    public void A_page_that_is_not_what_its_checksum_is_of_is_told()
    {
        using var memory = new MemoryStream();
        var text = new ParquetOutput("text", ParquetType.ByteArray, isOptional: false, ParquetOutput.Utf8);
        var writer = new ParquetWriter(memory, [text]);
        writer.Begin();
        for (var i = 0; i < 50; i++)
        {
            text.Add(Encoding.UTF8.GetBytes($"row {i * 7919}"));
            writer.EndRow();
        }

        writer.End();
        var (whole, path) = (memory.ToArray(), written["sums.parquet"]);
        File.WriteAllBytes(path, whole);
        Assert.Contains("\"row 7919\"", Read(path), StringComparison.Ordinal);
        const int First = 4;
        var page = ParquetPage.Read(whole.AsSpan(First), out var head);
        for (var at = First + head; at < First + head + page.Packed; at++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[at] ^= 1;
            File.WriteAllBytes(path, damaged);
            Assert.Contains("checksum", Assert.Throws<InvalidDataException>(() => Read(path)).Message, StringComparison.Ordinal);
        }
    }

    private static string Read(string path)
    {
        using var stream = new ParquetStream(new ContentStream(new DiskContent(File.OpenHandle(path))));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Files that DuckDB wrote: flat columns, lists, lists of structs, absent values, of each compression in both versions of the format.</summary>
    public sealed class Written : IAsyncLifetime
    {
        private const string Script = """
            await c.run(`create table t as select i as id, 'row ' || i || ' of "' || repeat('word ', (i % 7)::int) || chr(10) || 'é' as text, case when i % 3 = 0 then null else 'gpt-' || (i % 5) end as model,
              i % 2 = 0 as ok, i / 8.0::double as f, (i * 7919 % 100000 - 50000)::int as n,
              [{'role': 'user', 'content': 'q' || i}, {'role': 'assistant', 'content': case when i % 4 = 0 then null else 'a' || i end}][1:(i % 3)::int] as messages,
              case when i % 5 = 0 then null else ['x' || i, null, 'y'] end as tags, [['a', 'b'][1:(i % 3)::int], []] as nested, {'source': 'wiki', 'n': {'deep': i}} as meta
              from range(3000) r(i)`);
            for (const codec of ['uncompressed', 'snappy', 'gzip', 'zstd', 'brotli', 'lz4_raw']) for (const v of ['V1', 'V2'])
              await c.run(`copy t to '${a[0]}/${codec}-${v}.parquet' (format parquet, codec '${codec}', parquet_version '${v}', row_group_size 2048)`);
            await c.run(`copy t to '${a[0]}/rows.jsonl' (format json)`);
            """;

        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roundtable-");

        public string this[string name] => Path.Combine(_folder.FullName, name);

        public async ValueTask InitializeAsync() => await DuckDb.RunAsync(Script, _folder.FullName);

        /// <summary>Has DuckDB read a Parquet file and write its rows as JSON Lines.</summary>
        public Task ReadByDuckDbAsync(string parquet, string rows) =>
            DuckDb.RunAsync("await c.run(`copy (from read_parquet('${a[0]}')) to '${a[1]}' (format json)`);", this[parquet], this[rows]);

        public ValueTask DisposeAsync()
        {
            _folder.Delete(recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
