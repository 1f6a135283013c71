using System.CommandLine;

namespace Roundtable.Cli.Sets;

/// <summary><c>roundtable set</c>: training sets of what may be used so.</summary>
internal static class SetCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => new(
        "set", "Make training sets of what is on the record and in corpora, ruled on row by row; verify them; take a source back out.")
    {
        SetMake.Create(),
        SetVerify.Create(),
        SetProve.Create(),
        SetWithout.Create(),
        SetStudent.Create(),
        SetPushing.Create(),
    };
}
