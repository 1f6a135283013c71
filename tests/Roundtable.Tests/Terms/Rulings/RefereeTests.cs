using System.Numerics;
using Roundtable.Record.Entries;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Terms.Rulings;

/// <summary>Rulings against a referee that was written from docs/rulings.md alone, and what holds of them whatever is added; worlds are made up from seeds.</summary>
public sealed class RefereeTests
{
    private static readonly int _worlds = TestDepth.Of(100, 1000);

    [Fact]
    public void The_referee_agrees()
    {
        HashSet<(Outcome, Use)> seen = [];
        All((seed, made) =>
        {
            var (referee, judge) = (new PlainReferee(made.World), new Judge(made.World.Registry, made.World));
            foreach (var thing in made.World.Things.ToList())
            {
                for (var i = 0; i < 2; i++)
                {
                    var intent = made.Intent();
                    var ruling = judge.Rule(thing.Id, intent, CancellationToken.None);
                    var (outcome, conditions) = referee.Rule(thing.Id, intent);
                    seen.Add((outcome, intent.Use));
                    Assert.True(
                        outcome == ruling.Outcome && conditions.SetEquals(ruling.Conditions),
                        $"{seed}: {thing.Id}, {intent.Use} by {intent.As} for {intent.Serves}: {ruling.Outcome} [{string.Join("; ", ruling.Conditions.Select(c => c.Instruction))}], "
                            + $"and the referee says {outcome} [{string.Join("; ", conditions.Select(c => c.Instruction))}]\n{RulingParagraph.Of(ruling)}");
                }
            }
        });

        // The worlds are not such that everything is denied.
        Assert.True(seen.Count >= 36, $"Of 40 answers to uses {seen.Count} came up.");
    }

    [Fact]
    public void An_entry_about_something_else_never_widens() => All((seed, made) =>
    {
        var intents = Enumerable.Range(0, 3).Select(_ => made.Intent()).ToList();
        List<string> things = [.. made.World.Things.Select(t => t.Id)];
        var judge = new Judge(made.World.Registry, made.World);
        var before = things.SelectMany(t => intents.Select(i => judge.Rule(t, i, CancellationToken.None))).ToList();
        for (var i = 0; i < 4; i++)
        {
            var yaml = made.Another(i);
            if (IsFirstServiceOfItsVendor(made.World.Registry, yaml))
            {
                continue;
            }

            try
            {
                made.World.With(yaml);
            }
            catch (Xunit.Sdk.XunitException)
            {
                continue;
            }

            judge = new Judge(made.World.Registry, made.World);
            var after = things.SelectMany(t => intents.Select(n => judge.Rule(t, n, CancellationToken.None))).ToList();
            foreach (var (was, now) in before.Zip(after))
            {
                Assert.True(
                    now.Outcome >= was.Outcome && (!now.IsAllowed || !was.Conditions.Except(now.Conditions).Any()),
                    $"{seed}: {was.Content.Id}, {was.Intent.Use} by {was.Intent.As}: {was.Outcome} became {now.Outcome} with\n{yaml}\n{RulingParagraph.Of(was)}\n{RulingParagraph.Of(now)}");
            }

            before = after;
        }
    });

    [Fact]
    public void The_smallest_removal_is_as_small_as_trying_every_set_finds() => All((seed, made) =>
    {
        var judge = new Judge(made.World.Registry, made.World);
        foreach (var thing in made.World.Things.Where(t => t.Edges.Count > 0).ToList())
        {
            var intent = made.Intent();
            List<string> above = [.. Above(made.World, thing.Id)];
            var found = judge.SmallestRemoval(thing.Id, intent, CancellationToken.None);
            var best = Enumerable.Range(0, 1 << above.Count).OrderBy(s => BitOperations.PopCount((uint)s))
                .Where(s => Allowed(judge, thing.Id, intent, above.Where((_, i) => (s & (1 << i)) != 0)))
                .Select(s => (int?)BitOperations.PopCount((uint)s)).FirstOrDefault();
            Assert.True(best == found?.Count, $"{seed}: {thing.Id}, {intent.Use}: {found?.Count}, and {best} are enough");
            Assert.True(found is null || Allowed(judge, thing.Id, intent, found.Select(t => t.Id)));
        }
    });

    /// <summary>Of a vendor of whom no terms were known, its first direct service is the first entry for something that was unknown.</summary>
    private static bool IsFirstServiceOfItsVendor(RegistrySnapshot registry, string yaml) =>
        EntryReader.Read(yaml, []) is [ProviderEntry { Route: RouteKind.Direct } provider]
        && !registry.ProvidersOf(provider.Owner).Any(p => p.Entry is ProviderEntry { Route: RouteKind.Direct, Terms.Count: > 0 });

    private static bool Allowed(Judge judge, string content, Intent intent, IEnumerable<string> without) =>
        judge.Rule(content, intent with { Without = without.ToHashSet(StringComparer.Ordinal) }, CancellationToken.None).IsAllowed;

    /// <summary>Whatever can be left out of a lineage by its id.</summary>
    private static HashSet<string> Above(World world, string id)
    {
        HashSet<string> above = new(StringComparer.Ordinal);
        var thing = world.Find(id);
        List<string> makers = thing.Producer is { } producer ? [.. world.Registry.Models(producer.Requested).Models.Select(m => m.Entry.Id.ToString())] : [];
        foreach (var source in thing.Edges.Select(e => e.From).Concat(makers).Where(above.Add))
        {
            above.UnionWith(Above(world, source));
        }

        return above;
    }

    private static void All(Action<int, RandomWorld> property)
    {
        for (var seed = 0; seed < _worlds; seed++)
        {
            property(seed, new RandomWorld(seed));
        }
    }
}
