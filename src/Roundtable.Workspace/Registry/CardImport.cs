using System.Globalization;
using Roundtable.Disclosure.Standards;
using Roundtable.Record.Wording;
using Roundtable.Terms.Cards;
using Roundtable.Terms.Registry;

namespace Roundtable.Workspace.Registry;

/// <summary>A model or dataset card, Croissant, SPDX 3 or CycloneDX, to be taken into the registry.</summary>
/// <param name="Source">What it is called in messages, a path.</param>
/// <param name="Text">The document.</param>
/// <param name="Name">The name to register under; null for the one in the document.</param>
/// <param name="Version">The version where the document names none; null for today (UTC).</param>
/// <param name="Kind">Model or dataset; null for what the document looks like.</param>
/// <param name="On">The day on which the sources were used, which such documents do not tell; null where nobody knows it.</param>
public sealed record CardImport(
    string Source, string Text, string? Name = null, string? Version = null, EntryKind? Kind = null, DateOnly? On = null)
{
    /// <summary>Reads the entries that the document describes, and what could not be taken over.</summary>
    /// <exception cref="WorkspaceException">When name or version are not accepted, or nothing can be read.</exception>
    public ImportedCard Read(TimeProvider time)
    {
        if (Name is not null && !EntryId.IsName(Name))
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"--as '{Neutralise.Line(Name)}' cannot be a name: use letters, digits and . _ - / : +");
        }

        var version = Version ?? time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (!EntryId.IsVersion(version))
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput, $"--as-version '{Neutralise.Line(version)}' cannot be a version: use letters, digits and . _ - +");
        }

        // What 'registry export' wrote and nobody changed is taken back as it was.
        if (Name is null && Version is null && Kind is null && CardExport.Read(Text) is { } published)
        {
            return Dated(new ImportedCard("an export of a registry", [published.Entry], []));
        }

        ImportedCard card;
        try
        {
            card = CardReader.Read(Text, new CardDefaults(version, Name, Kind));
        }
        catch (FormatException e)
        {
            throw new WorkspaceException(ErrorKind.BadData, Neutralise.Line($"{Source} cannot be imported. {e.Message}"), e);
        }

        return Dated(card);
    }

    private ImportedCard Dated(ImportedCard card) => On is null ? card
        : card with { Entries = [.. card.Entries.Select(e => e with { Sources = [.. e.Sources.Select(s => s with { On = s.On ?? On })] })] };

    /// <summary>
    /// The entries to add, given what is registered: one that an earlier import of the same document made stands as it is, so that importing
    /// twice adds nothing. Days differ between imports, and so may the versions that sources without one were taken to mean.
    /// </summary>
    /// <param name="card">What <see cref="Read"/> gave.</param>
    /// <param name="registry">The registry.</param>
    public IReadOnlyList<Entry> Against(ImportedCard card, RegistrySnapshot registry) =>
    [
        .. card.Entries.Select(imported => registry.Versions(imported.Id.Kind, imported.Id.Name).Select(v => v.Entry)
            .LastOrDefault(e => IsSame(imported, e) && (Version is null || e.Id.Version == imported.Id.Version)) ?? imported),
    ];

    private static bool IsSame(Entry imported, Entry registered)
    {
        if (imported.Sources.Count != registered.Sources.Count || !imported.Sources.Zip(registered.Sources).All(s => Means(s.First.From, s.Second.From)))
        {
            return false;
        }

        var settled = imported with { Id = registered.Id, Sources = [.. imported.Sources.Zip(registered.Sources, (i, r) => i with { From = r.From })] };
        return EntryWriter.Write(settled).SequenceEqual(EntryWriter.Write(registered));
    }

    private static bool Means(EntryReference written, EntryReference settled) =>
        written.Kind == settled.Kind && string.Equals(written.Name, settled.Name, StringComparison.OrdinalIgnoreCase)
        && (written.Version is null || written.Version == settled.Version);
}
