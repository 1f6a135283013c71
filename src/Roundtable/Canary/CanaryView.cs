using System.CommandLine;
using System.Globalization;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Canaries;

namespace Roundtable.Cli.Canary;

/// <summary>Canaries that other verbs look for.</summary>
internal static class CanaryView
{
    private const int MaxPlaces = 20;

    /// <summary>The option by which they are named.</summary>
    public static Option<string?> Option() => new("--canaries")
    {
        Description = "Also look for your canaries (a file of 'canary make') and open those that are found.",
        HelpName = "FILE",
    };

    /// <summary>A canary with its proof, in lines.</summary>
    public static string Proof(OpenedCanary opened) =>
        $"Text: {opened.Text}\nSalt: {opened.Salt}\nCommitment: {opened.Commitment}\nLeaf: {opened.Leaf} ({CanaryJson.Time(opened)}); 'roundtable log prove "
            + $"{opened.Leaf} --open document --out PROOF' proves it, and 'roundtable canary check' checks both anywhere";

    /// <summary>Those of a corpus.</summary>
    public static void Write(TextWriter output, FoundCanaries canaries)
    {
        output.WriteLine();
        var (found, rows) = (canaries.Sightings.Found, canaries.Sightings.Lines);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Canaries: {canaries.Opened.Count} found in {found.Count:N0} places; {rows:N0} rows searched."));
        foreach (var sighting in found.Take(MaxPlaces))
        {
            output.WriteLine(Neutralise.Line(string.Create(CultureInfo.InvariantCulture, $"  {sighting.File}, row {sighting.Line}: canary {sighting.Number}")));
        }

        foreach (var opened in canaries.Opened)
        {
            output.WriteLine(Proof(opened));
        }
    }
}
