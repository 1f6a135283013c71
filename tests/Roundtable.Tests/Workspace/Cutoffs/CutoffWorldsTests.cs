using System.Globalization;
using System.Text;
using Roundtable.Record.Entries;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Yaml;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Cutoffs;
using Roundtable.Workspace.Registry;

namespace Roundtable.Tests.Workspace.Cutoffs;

/// <summary>Audits of random worlds of answers, datasets and models agree with what is reckoned here by going through all of them.</summary>
public sealed class CutoffWorldsTests
{
    private static readonly DateOnly _bar = new(2026, 1, 7);

    private static readonly Producer[] _producers =
    [
        new("anthropic", "claude-sonnet-4-5", null, new Route(RouteKind.Direct)),
        new("openrouter", "anthropic/claude-sonnet-4-5", null, new Route(RouteKind.Aggregator, "openrouter")),
        new("openai", "gpt-5", null, new Route(RouteKind.Direct)),
        new("lab", "qwen3-32b", null, new Route(RouteKind.Local)),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Findings_paths_and_the_fewest_to_leave_out_are_those_of_a_search_through_everything()
    {
        for (var seed = 0; seed < TestDepth.Of(4, 200); seed++)
        {
            using var workspace = new SampleWorkspace();
            var random = new Random(seed);
            await AddAsync(workspace, [], "organisation: acme\nversion: \"1\"\nregion: US\nowners: [{organisation: xai, share: 80}]\n");

            // What each thing was made of.
            Dictionary<string, string[]> sources = new(StringComparer.Ordinal);
            HashSet<string> barred = new(StringComparer.Ordinal);
            List<long> leaves = [];
            await using (var log = await workspace.OpenLogAsync())
            {
                for (var i = 0; i < 24; i++)
                {
                    var (producer, day) = (_producers[random.Next(_producers.Length)], _bar.AddDays(random.Next(-20, 21)));
                    long[] inputs = [.. leaves.OrderBy(_ => random.Next()).Take(random.Next(3)).Order()];
                    var output = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Answer {seed} {i}."));
                    var leaf = new Leaf
                    {
                        Kind = LeafKind.ModelOutput,
                        Time = new DateTimeOffset(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero),
                        Session = "01jd0000000000000000000xyz",
                        Producer = producer,
                        Output = Digest.Of(output),
                        Inputs = inputs,
                    };
                    var number = (await log.AppendAsync(leaf, [output], Cancellation)).Leaf;
                    leaves.Add(number);
                    sources[$"leaf:{number}"] = [.. inputs.Select(n => $"leaf:{n}")];
                    if (producer.Requested.Contains("claude", StringComparison.Ordinal) && day >= _bar)
                    {
                        barred.Add($"leaf:{number}");
                    }
                }
            }

            for (var i = 0; i < 3; i++)
            {
                long[] inputs = [.. leaves.OrderBy(_ => random.Next()).Take(1 + random.Next(3)).Order()];
                await AddAsync(workspace, inputs, $"dataset: acme/mix-{i}\nversion: \"1\"\nwhose: acme\norigin: synthetic\n");
                sources[$"dataset:acme/mix-{i}@1"] = [.. inputs.Select(n => $"leaf:{n}")];
            }

            for (var i = 0; i < 2; i++)
            {
                int[] of = [.. Enumerable.Range(0, 3).OrderBy(_ => random.Next()).Take(1 + random.Next(2))];
                await AddAsync(workspace, [], $"model: acme/made-{i}\nversion: \"1\"\nvendor: acme\nweights: closed\nsources: [{string.Join(", ", of.Select(d => $"{{made-with: dataset:acme/mix-{d}, on: 2026-03-01}}"))}]\n");
                sources[$"model:acme/made-{i}@1"] = [.. of.Select(d => $"dataset:acme/mix-{d}@1")];
            }

            var report = await new CutoffAudit(workspace.Context).RunAsync(new CutoffRequest("acme") { Vendor = "anthropic", Record = false }, Cancellation);
            Assert.Equal(barred.Order(StringComparer.Ordinal), report.Findings.Select(f => f.Id).Order(StringComparer.Ordinal));
            Assert.Equal(barred.Count > 0 ? Outcome.Denied : Outcome.Allowed, report.Outcome);
            string[] targets = [.. sources.Keys.Where(k => !k.StartsWith("leaf:", StringComparison.Ordinal))];
            Assert.Equal(targets.Where(t => Reaches(t, barred, [])).Order(StringComparer.Ordinal), report.Touched.Select(t => t.Id).Order(StringComparer.Ordinal));
            foreach (var finding in report.Findings)
            {
                Assert.Equal(
                    targets.Select(t => (t, Distance(finding.Id, t))).Where(t => t.Item2 is not null).Select(t => $"{t.t} {t.Item2}").Order(StringComparer.Ordinal),
                    finding.Touched.Select(p => $"{p[^1]} {p.Count - 1}").Order(StringComparer.Ordinal));
            }

            foreach (var touched in report.Touched)
            {
                var without = Assert.IsAssignableFrom<IReadOnlyList<string>>(touched.Without);
                Assert.False(Reaches(touched.Id, barred, without), $"seed {seed}: {touched.Id}");
                Assert.Equal(sources[touched.Id].Length, touched.Of);
                Assert.Equal(sources[touched.Id].Count(s => !Reaches(s, barred, [])), touched.Remaining);
                if (without.Count == 2)
                {
                    Assert.All(sources.Keys.Where(k => k != touched.Id), one => Assert.True(Reaches(touched.Id, barred, [one]), $"seed {seed}: {one} alone would do"));
                }
            }

            bool Reaches(string id, HashSet<string> from, IReadOnlyList<string> without) =>
                !without.Contains(id) && (from.Contains(id) || sources[id].Any(s => Reaches(s, from, without)));

            int? Distance(string from, string to) => from == to ? 0 : sources[to].Select(s => Distance(from, s)).Min() + 1;
        }
    }

    private static async Task AddAsync(SampleWorkspace workspace, long[] inputs, string documents)
    {
        List<YamlProblem> problems = [];
        var entries = EntryReader.Read(documents, problems);
        Assert.Empty(problems);
        await RegistryAppender.AddAsync(workspace.Context, entries, inputs, Cancellation);
    }
}
