using System.CommandLine;

namespace Roundtable.Cli.Verify;

/// <summary>Options of the verbs that verify.</summary>
internal static class VerifyOptions
{
    /// <summary><c>--from CHECKPOINT</c>.</summary>
    public static Option<string?> From() => new("--from")
    {
        Description = "A checkpoint that you kept: the log must begin with what it commits to.",
        HelpName = "FILE",
    };

    /// <summary><c>--policy FILE</c>.</summary>
    public static Option<string?> Policy() => new("--policy")
    {
        Description = "A C2SP tlog-policy: the log's key, the witnesses, and how many of them must have cosigned.",
        HelpName = "FILE",
    };

    /// <summary><c>--key KEY</c>, any number of times.</summary>
    public static Option<string[]> Keys(string description) => new("--key") { Description = description, HelpName = "KEY" };
}
