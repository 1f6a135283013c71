using System.Globalization;
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
public sealed record CardImport(string Source, string Text, string? Name = null, string? Version = null, EntryKind? Kind = null)
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

        ImportedCard card;
        try
        {
            card = CardReader.Read(Text, new CardDefaults(version, Name, Kind));
        }
        catch (FormatException e)
        {
            throw new WorkspaceException(ErrorKind.BadData, Neutralise.Line($"{Source} cannot be imported. {e.Message}"), e);
        }

        return card;
    }
}
