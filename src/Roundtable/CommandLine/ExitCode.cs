using Roundtable.Workspace;

namespace Roundtable.Cli.CommandLine;

/// <summary>What the program's exit code says; documented in docs/cli.md. From 64 on they follow BSD's sysexits.h.</summary>
internal static class ExitCode
{
    /// <summary>The code of a kind of error.</summary>
    public static int Of(ErrorKind kind) => kind switch
    {
        ErrorKind.InvalidInput => Usage,
        ErrorKind.NotFound => NotFound,
        ErrorKind.BadData => BadData,
        ErrorKind.Configuration => Configuration,
        ErrorKind.Unavailable => Unavailable,
        ErrorKind.KeyRefused => KeyRefused,
        ErrorKind.Unwritable => Unwritable,
        ErrorKind.InUse => InUse,
        ErrorKind.Budget => Budget,
        ErrorKind.Denied => Denied,
        ErrorKind.Unsettled => NotKnown,
        _ => Internal,
    };

    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>A check found something wrong: the log, a replay, a transcript's claims.</summary>
    public const int CheckFailed = 1;

    /// <summary>The panel gave no verdict: too few seats voted or answered, or objections outnumber votes.</summary>
    public const int NoVerdict = 3;

    /// <summary>The budget does not cover the first call.</summary>
    public const int Budget = 4;

    /// <summary>A use was ruled on and is denied.</summary>
    public const int Denied = 5;

    /// <summary>A use was ruled on, and nobody can tell from what is known; it is not allowed.</summary>
    public const int NotKnown = 6;

    /// <summary>The command line or a value on it is not accepted.</summary>
    public const int Usage = 64;

    /// <summary>A file is not what it should be: malformed, edited, damaged.</summary>
    public const int BadData = 65;

    /// <summary>A named file, session, panel or model does not exist.</summary>
    public const int NotFound = 66;

    /// <summary>No model can be reached, or this machine lacks what the program needs.</summary>
    public const int Unavailable = 69;

    /// <summary>A fault of the program itself.</summary>
    public const int Internal = 70;

    /// <summary>A file could not be written: disk full, no permission.</summary>
    public const int Unwritable = 74;

    /// <summary>Another process is using the data directory.</summary>
    public const int InUse = 75;

    /// <summary>A provider refused the key.</summary>
    public const int KeyRefused = 77;

    /// <summary>The configuration has errors.</summary>
    public const int Configuration = 78;

    /// <summary>Stopped with Ctrl-C; the session can be resumed.</summary>
    public const int Interrupted = 130;
}
