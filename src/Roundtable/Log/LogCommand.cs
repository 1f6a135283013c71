using System.CommandLine;

namespace Roundtable.Cli.Log;

/// <summary><c>roundtable log</c>: what was said is still there, unaltered, and can be shown to be.</summary>
internal static class LogCommand
{
    /// <summary>The command with its verbs.</summary>
    public static Command Create() => new("log", "Manage the transparency log: verify, prove, export, serve and witness it, and follow others' logs.")
    {
        LogShow.Create(),
        LogProve.Create(),
        LogVerify.Create(),
        LogFsck.Create(),
        LogExport.Create(),
        LogCheckpoint.Create(),
        LogRotateKey.Create(),
        LogServe.Create(),
        LogWitness.Create(),
        LogFollow.Create(),
        LogGossip.Create(),
    };
}
