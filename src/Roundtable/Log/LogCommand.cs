using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.CommandLine;
using Roundtable.Record.Entries;
using Roundtable.Record.Verifying;

namespace Roundtable.Log;

/// <summary><c>roundtable log</c>: what was said is still there, unaltered.</summary>
internal static class LogCommand
{
    /// <summary>The command with its verbs.</summary>
    public static Command Create() => new("log", "Look after the log of everything that was said.")
    {
        Verb.Create("verify", "Recompute the whole log from disk and name the first thing that is wrong.", [], VerifyAsync),
    };

    internal static async Task<int> VerifyAsync(Invocation invocation, CancellationToken cancellation)
    {
        var progress = Console.IsErrorRedirected ? null : new Progress(invocation.Error);
        Verification found;
        try
        {
            found = await LogVerifier.VerifyAsync(invocation.DataDirectory, progress, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError(ExitCode.BadData, $"The log in {invocation.DataDirectory} cannot be read: {e.Message}", e);
        }
        finally
        {
            progress?.Clear();
        }

        await invocation.Out.WriteLineAsync(invocation.Json ? Json(found) : Text(found));
        return found.Damage is null ? ExitCode.Ok : ExitCode.CheckFailed;
    }

    private static string Text(Verification found)
    {
        var leaves = Count(found.Leaves, "leaf", "leaves");
        var contents = Count(found.Contents, "content", "contents");
        var erased = found.Erased > 0 ? string.Create(CultureInfo.InvariantCulture, $", {found.Erased} erased") : "";
        return found.Damage is null
            ? $"The log is in order: {leaves}, {contents}{erased}.\nRoot {found.Root}{(found.SignedBy is { } key ? $"\nSigned by {key}" : "")}"
            : $"The log is damaged. {found.Damage.Message}\nBefore that {leaves} could be read.";
    }

    private static string Count(long number, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {(number == 1 ? one : many)}");

    private static string Json(Verification found) => Encoding.UTF8.GetString(CanonicalJson.Write(new JsonObject
    {
        ["ok"] = found.Damage is null,
        ["leaves"] = found.Leaves,
        ["root"] = found.Root.ToString(),
        ["contents"] = found.Contents,
        ["erased"] = found.Erased,
        ["signedBy"] = found.SignedBy?.ToString(),
        ["damage"] = found.Damage is not { } damage ? null : new JsonObject
        {
            ["file"] = damage.File,
            ["offset"] = damage.Offset,
            ["leaf"] = damage.Leaf,
            ["problem"] = damage.Problem,
        },
    }));

    /// <summary>One line on the terminal that is written over and over.</summary>
    private sealed class Progress(TextWriter terminal) : IProgress<long>
    {
        public void Report(long value)
        {
            if (value % 4096 == 0)
            {
                terminal.Write(string.Create(CultureInfo.InvariantCulture, $"\r{value:N0} leaves"));
            }
        }

        public void Clear() => terminal.Write("\r\u001b[K");
    }
}
