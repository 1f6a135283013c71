using Roundtable.Record.Entries;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;

namespace Roundtable.Tests.Terms.Rulings;

/// <summary>Worlds that are made up from a seed, with every kind of entry: organisations that own each other, providers, documents in versions, models, data, answers.</summary>
internal sealed class RandomWorld
{
    private static readonly string[] _effects = ["allow", "allow", "allow", "allow-if", "allow-if", "allow-if", "deny", "silent"];

    private static readonly string[] _conditions =
    [
        "attribution: A", "attribution: B", "share-alike: t0", "share-alike: t1", "name-prefix: m", "name-prefix: Q", "notice: keep it", "users-at-most: 100",
        "not-in: CN", "not-by: o1", "not-served-in: CN",
    ];

    private static readonly string[] _days = ["2024-03-01", "2024-12-31", "2025-01-01", "2025-06-30", "2025-07-01", "2025-11-30"];

    private readonly Random _random;
    private readonly List<string> _made = [];

    public RandomWorld(int seed)
    {
        _random = new Random(seed);
        for (var i = 0; i < 4; i++)
        {
            World.With(Organisation($"o{i}", "1", i));
        }

        for (var i = 0; i < 5; i++)
        {
            World.With(Document($"t{i}", "1", "2020-01-01", Chance(4) ? null : "2025-06-30"));
            if (Chance(3))
            {
                World.With(Document($"t{i}", "2", "2025-07-01", null));
            }
        }

        for (var i = 0; i < 3; i++)
        {
            World.With(Provider($"p{i}", "1"));
        }

        for (var i = 0; i < 7; i++)
        {
            World.With(_random.Next(5) < 3 ? Model($"v/m{i}", "1") : Dataset($"d{i}", "1"));
            if (i is 2 or 4)
            {
                Answer($"leaf-{i}");
            }
        }

        World.Set("set:all", [.. _made.Where(_ => Chance(2)).DefaultIfEmpty(_made[0])]);
    }

    public World World { get; } = new();

    public Random Random => _random;

    /// <summary>What is asked: some use by somebody or nobody, perhaps for somebody.</summary>
    public Intent Intent()
    {
        var use = Enum.GetValues<Use>()[_random.Next(10)];
        var (by, serves) = (Chance(3) ? null : $"o{_random.Next(4)}", use is Use.Deploy or Use.Resell && Chance(2) ? $"o{_random.Next(4)}" : null);
        return new Intent(use, World.Day("2026-01-01"))
        {
            As = by,
            Organisation = World.Registry.Organisation(by),
            Serves = serves,
            ServesOrganisation = World.Registry.Organisation(serves),
            ServedIn = use is Use.Deploy or Use.Resell && Chance(4) ? Pick("CN", "US") : null,
        };
    }

    /// <summary>An entry about something that nothing in the world rests on by that name: of each kind, also ones that claim names, vendors and owners.</summary>
    public string Another(int number) => _random.Next(5) switch
    {
        0 => Organisation($"o9{number}", "1", 4).Replace("default-terms", "title", StringComparison.Ordinal),
        1 => Document($"t9{number}", "1", "2020-01-01", null).Replace("confidence: high", $"confidence: high\nalso: [t{_random.Next(5)}, {Pick("x", "also-t1")}]", StringComparison.Ordinal),
        2 => Provider($"p9{number}", "1"),
        3 => Model(Pick("v/m9", "o1/a", "a") + number, "1", sources: false),
        _ => Dataset(Pick("d9", "v/m", "t") + number, "1", sources: false),
    };

    private string Organisation(string name, string version, int below) => Lines(
        $"organisation: {name}", $"version: \"{version}\"", Chance(3) ? null : $"region: {Pick("US", "CN", "JP")}", Chance(2) ? null : $"users: {_random.Next(200)}",
        below > 0 && Chance(2) ? $"owners: [{{organisation: o{_random.Next(below)}, share: {Pick("30", "50", "51", "100")}}}{(Chance(2) ? $", {{organisation: o{_random.Next(below)}{Pick("", ", share: 30", ", share: 25.5")}}}" : "")}]" : null,
        Chance(2) ? null : $"default-terms: [t{_random.Next(5)}]",
        Chance(3) ? Lines("access:", Bar()) : null);

    private string Provider(string name, string version) => Lines(
        $"provider: {name}", $"version: \"{version}\"", Chance(4) ? null : $"whose: o{_random.Next(4)}", Chance(6) ? null : $"route: {Pick("direct", "direct", "cloud", "aggregator", "reseller")}",
        Chance(5) ? null : $"terms: [t{_random.Next(5)}]", Chance(2) ? Lines("access:", Bar(vendors: true)) : null);

    private string Document(string name, string version, string from, string? until)
    {
        var clauses = ((string[])["outputs", "content", "weights", "derivatives"]).SelectMany(s => (string[])
        [
            Clause(s, "any"),
            .. Chance(3) ? (string[])[Clause(s, "[train-competing, distil]")] : [],
            .. Chance(4) ? (string[])[Clause(s, "[publish, deploy]")] : [],
            .. Chance(6) ? (string[])[Clause(s, "train-open", "deny", ", into: [language-model]")] : [],
        ]);
        return Lines(
            [
                $"terms: {name}", $"version: \"{version}\"", $"from: {from}", until is null ? null : $"until: {until}",
                "source: { address: \"https://example.org\", read: 2026-01-01 }", "confidence: high", Chance(2) ? $"also: [also-{name}]" : null,
                Chance(5) ? Lines("access:", Bar()) : null, "clauses:", .. clauses,
            ]);
    }

    private string Clause(string subject, string use, string? effect = null, string more = "")
    {
        effect ??= _effects[_random.Next(_effects.Length)];
        var conditions = effect == "allow-if" ? $", conditions: [{{{_conditions[_random.Next(_conditions.Length)]}}}{(Chance(3) ? $", {{{_conditions[_random.Next(_conditions.Length)]}}}" : "")}]" : "";
        return $"  - {{ subject: {subject}, use: {use}, effect: {effect}, where: here, says: \"It says so.\"{conditions}{more} }}";
    }

    private string Bar(bool vendors = false) =>
        $"  - {{ barred: yes, from: {Pick("2024-06-01", "2025-07-01", "unknown")}{Pick("", "", ", until: 2025-10-01")}"
        + Pick(", organisations: [o1]", ", regions: [CN]", ", owned-from: [CN]", ", organisations: [o0, o2], regions: [JP]", "")
        + Pick("", "", ", uses: [train-open, distil, publish]") + Pick("", "", ", served: none", ", served: resell") + (vendors && Chance(3) ? ", vendors: [o1, o2]" : "")
        + $", where: w, says: \"Barred {_random.Next(1000)}.\" }}";

    private string Model(string name, string version, bool sources = true)
    {
        var made = sources ? _made.ToList() : [];
        if (sources)
        {
            _made.Add($"model:{name}@{version}");
        }

        return Lines(
            $"model: {name}", $"version: \"{version}\"", Chance(7) ? null : $"vendor: o{_random.Next(4)}", Chance(7) ? null : $"weights: {Pick("open", "open", "closed")}",
            Chance(3) ? null : $"licence: [{Pick("t0", "t1", "t2", "also-t3", "t4")}]", Chance(3) ? null : $"kind: [{Pick("language-model", "language-model", "classifier")}]",
            Chance(4) ? $"offered: {Pick("yes", "no")}" : null, Chance(12) ? "unknown: something" : null, $"matches: [\"{name.Split('/')[^1]}\"]", Sources(made));
    }

    private string Dataset(string name, string version, bool sources = true)
    {
        var made = sources ? _made.ToList() : [];
        if (sources)
        {
            _made.Add($"dataset:{name}@{version}");
        }

        return Lines(
            $"dataset: {name}", $"version: \"{version}\"", Chance(7) ? null : $"whose: o{_random.Next(4)}", Chance(5) ? null : $"licence: [{Pick("t0", "t1", "t2", "also-t3", "t4")}]",
            Chance(5) ? $"obtained: {Day()}" : null, Chance(12) ? "unknown: something" : null, Sources(made));
    }

    private string? Sources(List<string> made)
    {
        List<string> sources =
        [
            .. made.Where(_ => Chance(4)).Select(m =>
                $"  - {{ {Kebab.Name(Enum.GetValues<EdgeKind>()[_random.Next(6)])}: \"{m}\"{(Chance(8) ? "" : $", on: {Day()}")}"
                + Pick("", "", "", ", through: local", ", through: p0", ", through: reseller p1") + (Chance(8) ? ", uses: [train-competing]" : "") + " }"),
        ];
        return sources.Count == 0 ? null : Lines(["sources:", .. sources]);
    }

    private void Answer(string id)
    {
        var models = _made.Where(m => m.StartsWith("model:", StringComparison.Ordinal)).Select(m => m[6..^2].Split('/')[^1]).DefaultIfEmpty("nobody").ToList();
        RouteKind? route = Chance(3) ? null : Enum.GetValues<RouteKind>()[_random.Next(5)];
        World.Output(id, Pick("p0", "p1", "p2", "house"), models[_random.Next(models.Count)], route, Day());
        _made.Add(id);
    }

    private string Day() => _days[_random.Next(_days.Length)];

    private bool Chance(int outOf) => _random.Next(outOf) == 0;

    private string Pick(params string[] of) => of[_random.Next(of.Length)];

    private static string Lines(params string?[] lines) => string.Join('\n', lines.OfType<string>());
}
