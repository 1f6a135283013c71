using System.CommandLine;
using System.Globalization;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace;

namespace Roundtable.Cli.Judging;

/// <summary>What a person says of their intent on the command line.</summary>
internal static class JudgeOptions
{
    /// <summary><c>--use USE</c>.</summary>
    public static Option<string[]> Use { get; } = new("--use")
    {
        Description = "What you want to do: " + UseText.Names + "; or all.",
        HelpName = "USE",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary><c>--on DATE</c>.</summary>
    public static Option<string?> On { get; } = new("--on") { Description = "The day of the use (default: today, UTC). What has a day of its own is judged by the terms of that day.", HelpName = "YYYY-MM-DD" };

    /// <summary><c>--as ORG</c>.</summary>
    public static Option<string?> As { get; } = new("--as") { Description = "The organisation that wants to (default: 'organisation' in roundtable.yaml).", HelpName = "ORG" };

    /// <summary><c>--obtained DATE</c>.</summary>
    public static Option<string?> Obtained { get; } = new("--obtained") { Description = "What if everything had been obtained on this day?", HelpName = "YYYY-MM-DD" };

    /// <summary><c>--without SOURCE</c>.</summary>
    public static Option<string[]> Without { get; } = new("--without") { Description = "What if this had not been used? Can be given more than once.", HelpName = "SOURCE" };

    /// <summary><c>--of outputs</c>.</summary>
    public static Option<string?> Of { get; } = new("--of") { Description = "For a model: outputs or weights (default: its weights where they are published).", HelpName = "WHAT" };

    /// <summary>The intents that an invocation means, one for each use.</summary>
    /// <exception cref="WorkspaceException">When a value is not accepted.</exception>
    public static async Task<IReadOnlyList<Intent>> ReadAsync(Invocation invocation, RegistryAccess access, CancellationToken cancellation)
    {
        var plain = await IntentAsync(invocation, access, Terms.Uses.Use.Evaluate, cancellation);
        var intent = plain with
        {
            On = Day("--on", invocation.Parse.GetValue(On)) ?? plain.On,
            Obtained = Day("--obtained", invocation.Parse.GetValue(Obtained)),
            Without = (invocation.Parse.GetValue(Without) ?? []).Select(w => JudgeContent.Id(access, w)).ToHashSet(StringComparer.Ordinal),
            Of = invocation.Parse.GetValue(Of) switch
            {
                null => null,
                "outputs" => Subject.Outputs,
                "weights" => Subject.Weights,
                var other => throw new WorkspaceException(ErrorKind.InvalidInput, $"--of '{Neutralise.Line(other)}' is neither outputs nor weights."),
            },
        };
        return [.. UseNames.Read(invocation.Parse.GetValue(Use) ?? []).Select(u => intent with { Use = u })];
    }

    /// <summary>A use today, by the organisation of <c>--as</c> or of the configuration.</summary>
    public static async Task<Intent> IntentAsync(Invocation invocation, RegistryAccess access, Use use, CancellationToken cancellation)
    {
        var name = invocation.Parse.GetValue(As) ?? (await RoundtableConfiguration.LoadAsync(invocation.Workspace, cancellation)).Organisation;
        return new Intent(use, DateOnly.FromDateTime(invocation.Workspace.Time.GetUtcNow().UtcDateTime))
        {
            As = name,
            Organisation = name is null ? null : access.Registry.Versions(EntryKind.Organisation, name).LastOrDefault()?.Entry as OrganisationEntry,
        };
    }

    private static DateOnly? Day(string option, string? text) =>
        text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new WorkspaceException(ErrorKind.InvalidInput, $"{option} '{Neutralise.Line(text)}' is no day; write it as 2026-01-31.");
}
