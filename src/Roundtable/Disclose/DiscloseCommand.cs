using System.CommandLine;

namespace Roundtable.Cli.Disclose;

/// <summary><c>roundtable disclose</c>: what a corpus is made of, so that others can check it without seeing it.</summary>
internal static class DiscloseCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => new(
        "disclose", "Commit to what a corpus or a training set is made of, and have it audited by samples that nobody can choose.")
    {
        DiscloseCommit.Create(),
        DiscloseChallenge.Create(),
        DiscloseAccept.Create(),
        DiscloseReveal.Create(),
        DiscloseOpen.Create(),
        DiscloseJudge.Create(),
        DiscloseProve.Create(),
    };
}
