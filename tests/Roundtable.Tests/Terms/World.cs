using Roundtable.Record.Entries;
using Roundtable.Record.Wording;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Terms.Yaml;

namespace Roundtable.Tests.Terms;

/// <summary>A registry and a lineage that a test makes up.</summary>
internal sealed class World : IArtifacts
{
    private readonly Dictionary<string, Artifact> _things = new(StringComparer.Ordinal);
    private readonly List<RegisteredEntry> _entries = [];
    private RegistrySnapshot? _registry;

    public RegistrySnapshot Registry => _registry ??= RegistrySnapshot.Of(_entries);

    public IEnumerable<Artifact> Things => _things.Values;

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    public Artifact Find(string id) => _things.GetValueOrDefault(id) ?? DeclaredSources.Unknown(Registry, id) ?? new Artifact(id, ArtifactKind.Unknown, id);

    /// <summary>Registers what a YAML text describes, and makes its models and datasets things.</summary>
    public World With(string yaml)
    {
        List<YamlProblem> problems = [];
        var entries = EntryReader.Read(yaml, problems);
        Assert.Empty(problems.Select(p => $"{p.Line}: {p.Text}"));
        Register(entries.Select(RegisteredEntry.Starter));
        return this;
    }

    public void Register(Entry entry) => Register([RegisteredEntry.Starter(entry)]);

    /// <summary>Registers entries; models and datasets become things.</summary>
    public void Register(IEnumerable<RegisteredEntry> entries)
    {
        _entries.AddRange(entries);
        _registry = null;
        foreach (var registered in _entries.Where(e => e.Entry is ModelEntry or DatasetEntry))
        {
            var id = registered.Entry.Id;
            _things[id.ToString()] = new Artifact(id.ToString(), id.Kind == EntryKind.Model ? ArtifactKind.Model : ArtifactKind.Dataset, $"the {Kebab.Name(id.Kind)} {id.Name}")
            {
                Entry = registered,
                Edges = [.. DeclaredSources.Edges(Registry, registered.Entry)],
            };
        }
    }

    public Artifact Add(Artifact thing) => _things[thing.Id] = thing;

    /// <summary>An answer through a connection.</summary>
    public Artifact Output(string id, string connection, string model, RouteKind? route, string day, string? terms = null, params string[] inputs) => Add(new Artifact(id, ArtifactKind.Output, $"the answer {id}")
    {
        Producer = new Producer(connection, $"{connection}/{model}", null, route is { } kind ? new Route(kind) : null),
        Day = Day(day),
        Terms = terms,
        Edges = [.. inputs.Select(i => new LineageEdge(EdgeKind.MadeWith, i, false))],
    });

    public Artifact Set(string id, params string[] parts) => Add(new Artifact(id, ArtifactKind.Set, $"the set {id}") { Edges = [.. parts.Select(p => new LineageEdge(EdgeKind.MadeWith, p, false))] });

    public Ruling Rule(string content, Use use, string on = "2026-01-01", Func<Intent, Intent>? more = null)
    {
        var intent = new Intent(use, Day(on));
        return new Judge(Registry, this).Rule(content, more is null ? intent : more(intent), CancellationToken.None);
    }

    /// <summary>Terms with one clause over everything, in YAML.</summary>
    public static string TermsOf(string name, string effect, string version = "1", string from = "2020-01-01", string? until = null, string? condition = null, string subjects = "[outputs, content, weights, derivatives]", string use = "any") => $"""
        terms: {name}
        version: "{version}"
        from: {from}
        {(until is null ? "" : $"until: {until}")}
        source: {"{"} address: "https://example.org/{name}", read: 2026-01-01 {"}"}
        confidence: high
        clauses:
          - subject: {subjects}
            use: {use}
            effect: {effect}
            where: section 1
            says: The text of {name} says {effect}.
            {(condition is null ? "" : $"conditions: [{condition}]")}
        """;
}
