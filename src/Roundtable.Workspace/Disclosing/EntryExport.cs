using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Disclosure.Standards;
using Roundtable.Record.Verifying;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Registry;
using Roundtable.Workspace.Sets;
using Roundtable.Workspace.Sets.Manifests;

namespace Roundtable.Workspace.Disclosing;

/// <summary>Publishes what the registry holds of a model or a dataset in standards of others.</summary>
/// <param name="workspace">The data directory.</param>
/// <param name="registry">The registry.</param>
public sealed class EntryExport(WorkspaceContext workspace, RegistryService registry)
{
    /// <summary>The document of an entry.</summary>
    /// <param name="name">A name or name@version, with its kind before it where a name alone would do for two.</param>
    /// <param name="format">The standard.</param>
    /// <param name="uses">
    /// The uses that are ruled on, with commas between them, as of today (UTC); the rulings stand in the document and go on no record. Null for none.
    /// </param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>The document, and what the standard requires and the entry lacks.</returns>
    /// <exception cref="WorkspaceException">When there is no such entry or use, or the standard has no place for it.</exception>
    public async Task<(string Text, IReadOnlyList<(string Member, string Add)> Missing)> WriteAsync(
        string name, CardFormat format, string? uses, CancellationToken cancellation)
    {
        var shown = await registry.ShowAsync(name, cancellation);
        var entry = shown.Entry;
        string? log = null;
        if (entry.Leaf is not null)
        {
            using var store = await LogAccess.ReadAsync(workspace, cancellation);
            log = TreeVerifier.ReadCheckpoint(store, []).Checkpoint.Origin;
        }

        var set = entry.Entry is DatasetEntry ? StoredSet.All(workspace.DataDirectory).FirstOrDefault(s => s.Manifest.Name == entry.Entry.Id.Brief) : null;
        var published = new PublishedEntry(entry.Entry, entry.Leaf, log)
        {
            Files = set is null ? [] : [.. set.Manifest.Files.Select(f => FileOf(set, f))],
            Rulings = [.. set is null ? (PublishedRuling[])[] : [RulingOf(set)], .. await RulingsAsync(entry.Entry, uses, cancellation)],
        };
        published = published with { Terms = [.. await TermsAsync(published, cancellation)] };
        try
        {
            return (CardExport.Write(published, format), CardExport.Missing(published, format));
        }
        catch (NotSupportedException e)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"{Neutralise.Line(name)}: {e.Message}.", e);
        }
    }

    private async Task<IEnumerable<PublishedRuling>> RulingsAsync(Entry entry, string? uses, CancellationToken cancellation)
    {
        if (uses is null)
        {
            return [];
        }

        var rulings = await new JudgeService(workspace).RuleAsync(new JudgeRequest(entry.Id.ToString(), uses), record: false, cancellation);
        return rulings.Select(r => r.Ruling).Select(r => new PublishedRuling(
            r.Intent.Use, r.Outcome, r.Intent.On, r.Intent.As, [.. r.IsAllowed ? r.Conditions.Select(c => (c.Key, c.Value)) : []])
        {
            Terms = [.. r.Findings.Select(f => f.Ground.Terms?.Entry.Id.Brief).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        });
    }

    /// <summary>Where the terms stand that the entry names as its licences.</summary>
    private async Task<IEnumerable<(string Name, string Address)>> TermsAsync(PublishedEntry published, CancellationToken cancellation)
    {
        List<(string, string)> terms = [];
        var named = published.Licences.Concat(published.Concluded).Where(l => PublishedEntry.SpdxId(l) is null);
        foreach (var licence in named.DistinctBy(l => l.Brief, StringComparer.Ordinal))
        {
            if ((await registry.FindAsync(licence with { Kind = EntryKind.Terms }, cancellation))?.Entry.Entry is TermsEntry found
                && Publication.IsAddress(found.Source.Address))
            {
                terms.Add((licence.Brief, found.Source.Address));
            }
        }

        return terms;
    }

    private static PublishedRuling RulingOf(StoredSet set) => new(
        set.Manifest.Use,
        set.Manifest.Outcome,
        set.Manifest.On,
        set.Manifest.As,
        [.. set.Manifest.Conditions.OfType<JsonObject>().SelectMany(c => c).Select(c => (c.Key, c.Value?.ToString() ?? ""))],
        set.Manifest.Ruling)
    {
        Terms = [.. set.Manifest.Sums.Terms.Keys],
    };

    private static PublishedFile FileOf(StoredSet set, SetFile file)
    {
        var annotates = file.Name == SetFiles.Rows;
        var fields = file.Rows is > 0 || annotates ? Fields(set, file.Name) : [];
        return new PublishedFile(file.Name, file.Bytes, file.Digest.ToString(), file.Rows, fields, annotates);
    }

    private static List<(string Name, string Type)> Fields(StoredSet set, string file)
    {
        var first = JsonElement.Parse(set.FirstRow(file) ?? "{}");
        return [.. first.EnumerateObject().Select(m => (m.Name, TypeOf(m.Value)))];
    }

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.GetArrayLength() == 0 ? "text[]" : $"{TypeOf(value[0]).TrimEnd('[', ']')}[]",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "text",
    };
}
