using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Terms.Rulings;

/// <summary>What holds of rulings whatever the registry and the lineage are; worlds are made up from seeds.</summary>
public sealed class JudgeProperties
{
    private static readonly string[] _effects = ["allow", "allow", "allow", "allow-if", "allow-if", "deny", "silent"];
    private static readonly string[] _conditions = ["attribution: A", "attribution: B", "share-alike: ONE", "share-alike: TWO", "name-prefix: Llama", "name-prefix: Gemma", "notice: keep it"];

    private static readonly int _worlds = TestDepth.Of(250, 10_000);

    [Fact]
    public void A_source_that_is_added_never_widens() => All(seed =>
    {
        var (world, random) = Make(seed);
        foreach (var thing in world.Things.Where(t => t.Edges.Count > 0).ToList())
        {
            var before = world.Rule(thing.Id, Use.TrainOpen);
            var added = world.Things.ElementAt(random.Next(world.Things.Count()));
            if (Reaches(world, added.Id, thing.Id))
            {
                continue;
            }

            world.Add(thing with { Edges = [.. thing.Edges, new LineageEdge(RandomKind(random), added.Id, true)] });
            var after = world.Rule(thing.Id, Use.TrainOpen);
            Assert.True(after.Outcome >= before.Outcome, $"{thing.Id}: {before.Outcome} became {after.Outcome}");
            Assert.Subset(after.Findings.Select(f => f.Ground.Key).ToHashSet(StringComparer.Ordinal), before.Findings.Select(f => f.Ground.Key).ToHashSet(StringComparer.Ordinal));
            Assert.Subset(after.Conditions.ToHashSet(), before.Conditions.ToHashSet());
            world.Add(thing);
        }
    });

    [Fact]
    public void The_order_of_sources_does_not_matter() => All(seed =>
    {
        var (world, random) = Make(seed);
        var before = world.Things.ToDictionary(t => t.Id, t => Text(world.Rule(t.Id, Use.Publish)), StringComparer.Ordinal);
        foreach (var thing in world.Things.ToList())
        {
            var edges = thing.Edges.ToArray();
            random.Shuffle(edges);
            world.Add(thing with { Edges = edges });
        }

        Assert.All(world.Things.ToList(), t => Assert.Equal(before[t.Id], Text(world.Rule(t.Id, Use.Publish))));
    });

    [Fact]
    public void The_smallest_removal_is_enough_and_nothing_smaller_is() => All(seed =>
    {
        var (world, _) = Make(seed);
        var judge = new Judge(world.Registry, world);
        var intent = new Intent(Use.TrainInternal, World.Day("2026-01-01"));
        foreach (var thing in world.Things.Where(t => t.Edges.Count > 0).ToList())
        {
            var found = judge.SmallestRemoval(thing.Id, intent, CancellationToken.None);
            var best = BruteForce(judge, world, thing.Id, intent);
            Assert.Equal(best, found?.Count);
            if (found is not null)
            {
                Assert.True(judge.Rule(thing.Id, intent with { Without = found.Select(t => t.Id).ToHashSet(StringComparer.Ordinal) }, CancellationToken.None).IsAllowed);
            }
        }
    });

    private static void All(Action<int> property)
    {
        for (var seed = 0; seed < _worlds; seed++)
        {
            property(seed);
        }
    }

    private static int? BruteForce(Judge judge, World world, string content, Intent intent)
    {
        List<string> above = [.. Above(world, content)];
        return Enumerable.Range(0, 1 << above.Count).OrderBy(s => System.Numerics.BitOperations.PopCount((uint)s))
            .Where(s => judge.Rule(content, intent with { Without = above.Where((_, i) => (s & (1 << i)) != 0).ToHashSet(StringComparer.Ordinal) }, CancellationToken.None).IsAllowed)
            .Select(s => (int?)System.Numerics.BitOperations.PopCount((uint)s)).FirstOrDefault();
    }

    /// <summary>Nine things over a few licences, their sources always among those made before them.</summary>
    private static (World World, Random Random) Make(int seed)
    {
        var random = new Random(seed);
        var world = new World();
        for (var i = 0; i < 6; i++)
        {
            var effects = ((string[])["outputs", "content", "weights", "derivatives"]).Select(s => (Subject: s, Effect: _effects[random.Next(_effects.Length)])).ToList();
            world.With(string.Join('\n', [
                $"terms: t{i}", "version: \"1\"", "from: 2020-01-01", "source: { address: \"https://example.org\", read: 2026-01-01 }", "confidence: high", "clauses:",
                .. effects.Select(e => $"  - {{ subject: {e.Subject}, use: any, effect: {e.Effect}, where: here, says: \"It says so.\"{(e.Effect == "allow-if" ? $", conditions: [{{{_conditions[random.Next(_conditions.Length)]}}}]" : "")} }}"),
            ]));
        }

        List<string> made = [];
        for (var i = 0; i < 8; i++)
        {
            var kind = random.Next(2) == 0 ? "model" : "dataset";
            var sources = made.Where(_ => random.Next(3) == 0).Select(m => $"  - {Roundtable.Record.Wording.Kebab.Name(RandomKind(random))}: {m}").ToList();
            world.With(string.Join('\n', [
                $"{kind}: n{i}", "version: \"1\"", $"licence: t{random.Next(6)}", .. kind == "model" ? (string[])["weights: open"] : [],
                .. sources.Count > 0 ? (string[])["sources:", .. sources] : [],
            ]));
            made.Add($"{kind}:n{i}");
        }

        world.Set("set:all", [.. made.Where(_ => random.Next(2) == 0).Select(m => m + "@1").DefaultIfEmpty($"{made[0]}@1")]);
        return (world, random);
    }

    private static EdgeKind RandomKind(Random random) => Enum.GetValues<EdgeKind>()[random.Next(6)];

    private static bool Reaches(World world, string from, string to) => from == to || world.Find(from).Edges.Any(e => Reaches(world, e.From, to));

    private static HashSet<string> Above(World world, string id)
    {
        HashSet<string> above = new(StringComparer.Ordinal);
        foreach (var edge in world.Find(id).Edges.Where(e => above.Add(e.From)))
        {
            above.UnionWith(Above(world, edge.From));
        }

        return above;
    }

    /// <summary>Everything that a reader of a ruling sees but the shortest way, of which there may be several.</summary>
    private static string Text(Ruling ruling) => $"{ruling.Outcome} {string.Join(';', ruling.Findings.Select(f => $"{f.Ground.Key}×{f.Artifacts}"))} {string.Join(';', ruling.Conditions)} {string.Join(';', ruling.Conflicts)}";
}
