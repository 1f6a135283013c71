using System.Globalization;
using System.Text;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Cli.Registry;

/// <summary><c>registry questions</c>: what to ask a lawyer first.</summary>
internal static class RegistryQuestions
{
    private const int MaxShown = 20;

    /// <summary>Writes the questions.</summary>
    public static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        using var reader = new WorkspaceReader(invocation.Workspace);
        var open = await OpenQuestions.TodayAsync(invocation.Workspace, await reader.OpenRegistryAsync(cancellation), cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(open.Json()) : Neutralise.Text(Text(open)));
        return ExitCode.Ok;
    }

    private static string Text(OpenQuestions open)
    {
        var text = new StringBuilder();
        text.AppendLine(open.Questions.Count == 0 ? "Nothing is unknown." : "WHAT NOBODY CAN TELL, AND HOW MUCH WAITS FOR IT").AppendLine();
        foreach (var question in open.Questions.Take(MaxShown))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {question.Things,5:N0}  {question.Why}{(question.Terms is { } terms ? $" ({terms})" : "")}");
            text.AppendLine(CultureInfo.InvariantCulture, $"         for {question.UsesText}: {string.Join(", ", question.Examples)}");
        }

        if (open.Questions.Count > MaxShown)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  … and {open.Questions.Count - MaxShown:N0} more: --json has all.");
        }

        return text.AppendLine().AppendLine(open.Scope).Append(RulingText.NotAdvice).ToString();
    }
}
