using System.CommandLine;

namespace Roundtable.Cli.Audit;

/// <summary><c>roundtable audit</c>: what one's own house holds.</summary>
internal static class AuditCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => new("audit", "Find what one's own records hold that they might not.")
    {
        CutoffCommand.Create(),
        MemorisedCommand.Create(),
        AttributeCommand.Create(),
    };
}
