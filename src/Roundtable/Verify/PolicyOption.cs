using System.CommandLine;
using Roundtable.Record.Witnesses;
using Roundtable.Workspace;

namespace Roundtable.Verify;

/// <summary>A trust policy on the command line: whose signatures and cosignatures are wanted.</summary>
internal static class PolicyOption
{
    /// <summary><c>--policy FILE</c>.</summary>
    public static Option<string?> Create() => new("--policy")
    {
        Description = "A C2SP tlog-policy: the log's key, the witnesses, and how many of them must have cosigned.",
        HelpName = "FILE",
    };

    /// <summary>Reads a policy; null where none was named.</summary>
    /// <exception cref="WorkspaceException">When the file is missing or no policy.</exception>
    public static TrustPolicy? Read(string? path)
    {
        try
        {
            return path is null ? null : TrustPolicy.Parse(File.ReadAllText(path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"There is no file {path}.", e);
        }
        catch (FormatException e)
        {
            throw new WorkspaceException(ErrorKind.Configuration, $"{path}, {e.Message.TrimEnd('.')}.", e);
        }
    }
}
