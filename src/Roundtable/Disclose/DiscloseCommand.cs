using System.CommandLine;
using Roundtable.Cli.CommandLine;

namespace Roundtable.Cli.Disclose;

/// <summary><c>roundtable disclose</c>: what a model or a dataset is made of, so that others can read it, and check it without seeing it.</summary>
internal static class DiscloseCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "disclose",
        "Publish what a model or a dataset is made of: fill in a form (--form), or commit to the rows and have them audited by samples that nobody can choose.",
        [
            .. DiscloseForm.Symbols,
            DiscloseCommit.Create(),
            DiscloseChallenge.Create(),
            DiscloseAccept.Create(),
            DiscloseReveal.Create(),
            DiscloseOpen.Create(),
            DiscloseJudge.Create(),
            DiscloseProve.Create(),
            DiscloseMembers.Create(),
            DiscloseAttest.Create(),
            DiscloseDiff.Create(),
        ],
        DiscloseForm.RunAsync);
}
