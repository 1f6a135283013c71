using System.Text;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Origins;
using Roundtable.Record.Wording;
using Roundtable.Terms.Cards;
using Roundtable.Terms.Registry;
using CorpusOrigin = Roundtable.Corpus.Origins.Origin;
using DatasetOrigin = Roundtable.Terms.Registry.Origin;

namespace Roundtable.Workspace.Scanning;

/// <summary>What is declared of whole files: by whoever scans, by dataset cards beside them; and of names, by the registry.</summary>
public static class ScanDeclarations
{
    private const int MaxCard = 8 << 20;

    /// <summary>The declarations for each file.</summary>
    /// <exception cref="WorkspaceException">When what somebody says of a file cannot be understood, or speaks of no file.</exception>
    /// <param name="listing">The files.</param>
    /// <param name="remote">What reads cards at addresses.</param>
    /// <param name="declared">What whoever scans says of files, as <c>PATH=ORIGIN</c>.</param>
    /// <param name="listener">Is told of cards that cannot be read.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<Evidence>> Of(
        CorpusListing listing, IRemoteFiles remote, IReadOnlyList<string> declared, ScanListener listener)
    {
        Dictionary<string, List<Evidence>> found = new(StringComparer.Ordinal);
        foreach (var text in declared)
        {
            var (path, evidence) = Parse(text);
            Add(found, listing, path, evidence, path);
        }

        foreach (var card in listing.Cards)
        {
            foreach (var evidence in Card(card, remote, listener))
            {
                var folder = card.Contains('/', StringComparison.Ordinal) ? card[..card.LastIndexOf('/')] : "";
                Add(found, listing, folder, evidence, null);
            }
        }

        return found.ToDictionary(f => f.Key, f => (IReadOnlyList<Evidence>)f.Value, StringComparer.Ordinal);
    }

    /// <summary>The names of datasets and models that the registry knows.</summary>
    public static IReadOnlyList<KnownName> Names(RegistrySnapshot registry)
    {
        var datasets = registry.All(EntryKind.Dataset).Select(e => (DatasetEntry)e.Entry).Where(e => e.Origin != DatasetOrigin.Unknown)
            .Select(e => (Id: e.Id, Known: new KnownName(e.Id.Name.ToLowerInvariant(), e.Id.ToString(), Of(e.Origin), null)));
        var models = registry.All(EntryKind.Model).Select(e => e.Entry.Id)
            .Select(i => (Id: i, Known: new KnownName(i.Name.ToLowerInvariant(), i.ToString(), CorpusOrigin.Synthetic, i.Name)));

        // The newest version of a name speaks for it.
        return
        [
            .. datasets.Concat(models).GroupBy(n => n.Known.Name, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => g.Last().Known),
        ];
    }

    private static void Add(Dictionary<string, List<Evidence>> found, CorpusListing listing, string path, Evidence evidence, string? mustBe)
    {
        var any = false;
        foreach (var file in listing.Files.Where(f => path.Length == 0 || f.Name == path || f.Name.StartsWith(path + "/", StringComparison.Ordinal)))
        {
            any = true;
            if (!found.TryGetValue(file.Name, out var list))
            {
                found[file.Name] = list = [];
            }

            list.Add(evidence);
        }

        if (!any && mustBe is not null)
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput, $"--declare: '{Neutralise.Line(mustBe)}' is none of the files that are scanned. Write its name as the report does.");
        }
    }

    private static (string Path, Evidence Evidence) Parse(string text)
    {
        var at = text.LastIndexOf('=');
        var what = at > 0 ? text[(at + 1)..] : "";
        var model = what.StartsWith("synthetic:", StringComparison.Ordinal) ? what["synthetic:".Length..] : null;
        CorpusOrigin? origin = what switch
        {
            "human" => CorpusOrigin.Human,
            "synthetic" => CorpusOrigin.Synthetic,
            "mixed" => CorpusOrigin.Mixed,
            _ when model is { Length: > 0 } => CorpusOrigin.Synthetic,
            _ => null,
        };
        if (origin is null)
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput,
                $"--declare '{Neutralise.Line(text)}': write it as PATH=human, PATH=mixed, PATH=synthetic or PATH=synthetic:MODEL.");
        }

        var path = text[..at].TrimEnd('/');
        var evidence = new Evidence(EvidenceKind.Declared, origin.Value, Strength.Moderate, $"declared for the file: {what}") { Model = model };
        return (path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path, evidence);
    }

    private static IEnumerable<Evidence> Card(string path, IRemoteFiles remote, ScanListener listener)
    {
        ImportedCard card;
        try
        {
            card = CardReader.Read(Text(path, remote), new CardDefaults("1", "corpus/here", EntryKind.Dataset));
        }
        catch (Exception e) when (e is FormatException or IOException)
        {
            if (!path.EndsWith(".md", StringComparison.Ordinal))
            {
                listener.Warn?.Invoke($"{Neutralise.Line(path)} was passed over: {Neutralise.Line(e.Message)}");
            }

            yield break;
        }

        foreach (var entry in card.Entries.OfType<DatasetEntry>().Take(1))
        {
            if (entry.Origin != DatasetOrigin.Unknown)
            {
                yield return new Evidence(EvidenceKind.Declared, Of(entry.Origin), Strength.Moderate, $"the dataset card {path}");
            }

            foreach (var licence in entry.Licences)
            {
                yield return new Evidence(EvidenceKind.Declared, CorpusOrigin.Unknown, Strength.Moderate, $"licence in the dataset card {path}")
                {
                    Licence = licence.Brief,
                };
            }
        }
    }

    private static string Text(string path, IRemoteFiles remote)
    {
        if (!Address.Is(path))
        {
            return File.ReadAllText(path);
        }

        var card = remote.List(path, CancellationToken.None)[0];
        using var content = remote.Open(card);
        var bytes = new byte[card.Length <= MaxCard ? (int)card.Length : throw new IOException("it is larger than any card")];
        return content.TryFill(bytes, 0) ? Encoding.UTF8.GetString(bytes) : throw new IOException("it became shorter");
    }

    private static CorpusOrigin Of(DatasetOrigin origin) => origin switch
    {
        DatasetOrigin.Human => CorpusOrigin.Human,
        DatasetOrigin.Synthetic => CorpusOrigin.Synthetic,
        DatasetOrigin.Mixed => CorpusOrigin.Mixed,
        _ => CorpusOrigin.Unknown,
    };
}
