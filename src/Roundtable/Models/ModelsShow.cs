using System.CommandLine;
using System.Globalization;
using System.Text;
using Roundtable.Cli.CommandLine;
using Roundtable.Deliberation.Panels;
using Roundtable.Record.Storage;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace;
using Roundtable.Workspace.Calls;
using Roundtable.Workspace.Connections;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Profiles;
using Roundtable.Workspace.Search;

namespace Roundtable.Cli.Models;

/// <summary><c>models show</c>: what is known of one model over all routes, and what may be done with its words.</summary>
internal static class ModelsShow
{
    private static readonly Argument<string> _model = new("MODEL")
    {
        Description = "The model's name, with or without its connection; case, dots and dates of snapshots do not matter.",
    };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "show",
        "Show what is known of a model: sessions, agreement, accuracy, order flips, refusals, time, cost, and what may be done with its words.",
        [_model],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var name = invocation.Parse.GetRequiredValue(_model);
        var connections = await ConnectionSet.LoadAsync(invocation.Workspace, cancellation);
        using var log = LogAccess.TryRead(invocation.Workspace);
        var calls = log is null ? null : Calls(invocation.Workspace, log, ModelIdentity.Of(name), cancellation);
        var profiles = new ModelProfileService(invocation.Workspace, new SessionLibrary(invocation.Workspace));
        var profile = await profiles.FindAsync(name, connections, calls, null, cancellation) ?? throw new WorkspaceException(
            ErrorKind.NotFound,
            $"No session, run, bench, call or connection knows the model '{Neutralise.Line(name)}'. 'roundtable models' lists what is connected.");
        await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(ProfileJson.Of(profile)) : Neutralise.Text(Text(profile)));
        return ExitCode.Ok;
    }

    private static CallFigures Calls(WorkspaceContext workspace, LogStore log, string id, CancellationToken cancellation)
    {
        using var index = CallIndex.OpenOrInMemory(workspace.DataDirectory);
        index.CatchUp(log, cancellation);
        return index.Figures(null, model => ModelIdentity.Of(model) == id);
    }

    private static string Text(ModelProfile profile)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{profile.Id}{(profile.Vendor is { } vendor ? $" · {vendor}" : "")}");
        text.AppendLine(ProfileText.Headline(profile));
        if (profile.Simulated)
        {
            text.AppendLine("SIMULATED: these sessions are rehearsals, and say nothing of any model.");
        }

        text.AppendLine();
        foreach (var (name, value) in ProfileText.Facts(profile))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {name,-32} {value}");
        }

        text.AppendLine().AppendLine("AGREEMENT").AppendLine(CultureInfo.InvariantCulture, $"  {ProfileText.Blind(profile)}");
        foreach (var peer in profile.Peers)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture, $"  {ProfileText.Beyond(peer.Blind),8}  n = {peer.Blind.Items,-6} {peer.Id}");
        }

        text.AppendLine().AppendLine("RIGHT, WHERE THERE IS GOLD");
        foreach (var row in ProfileCharts.Accuracy(profile).Rows)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {row[1],8}  {row[2]}  {row[0]}");
        }

        if (ProfileCharts.Accuracy(profile).Rows.Count == 0)
        {
            text.AppendLine("  not measured");
        }

        text.AppendLine().AppendLine("ORDER OF THE OPTIONS").AppendLine(CultureInfo.InvariantCulture, $"  {ProfileText.Orders(profile)}");
        text.AppendLine().AppendLine("WHAT MAY BE DONE WITH ITS WORDS");
        foreach (var route in profile.Routes)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {route.Name}{(route.Connected ? "" : " (not connected now)")}");
            foreach (var (answer, uses, reason) in ProfileText.Reasons(route))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"    {RulingText.Answer(answer)}: {uses}; {reason}");
            }
        }

        if (profile.Routes.Count == 0)
        {
            text.AppendLine("  No route to it is known, and what is not known is not allowed.");
        }

        return text.ToString().TrimEnd();
    }
}
