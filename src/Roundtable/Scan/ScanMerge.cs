using System.CommandLine;
using Roundtable.Cli.CommandLine;
using Roundtable.Corpus.Scanning;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Scanning;

namespace Roundtable.Cli.Scan;

/// <summary><c>roundtable scan merge</c>: one report of the shards of a scan.</summary>
internal static class ScanMerge
{
    private static readonly Argument<string[]> _folders = new("DIR") { Description = "The folders that the shards wrote to; one where they shared it.", Arity = ArgumentArity.OneOrMore };

    private static readonly Option<string?> _out = new("--out") { Description = "The folder for the report (default: the first of the shards').", HelpName = "DIR" };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create("merge", "Make one report of the shards of a scan: the same bytes as one run.", [_folders, _out, .. ScanOptions.OfFinish], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var folders = invocation.Parse.GetRequiredValue(_folders);
        var (first, plan) = ScanFolder.Existing(folders[0]);
        var target = invocation.Parse.GetValue(_out) is { } named ? ScanFolder.Open(named, plan, replace: false) : first;
        var work = CorpusScan.WorkIn(target.Path);
        Directory.CreateDirectory(work);
        foreach (var folder in folders)
        {
            var (shard, other) = ScanFolder.Existing(folder);
            if (other.Fingerprint() != plan.Fingerprint())
            {
                throw new WorkspaceException(ErrorKind.BadData, $"{Neutralise.Line(folder)} is a shard of another scan than {Neutralise.Line(folders[0])}: other files, other settings or another version of them.");
            }

            Gather(shard, work);
        }

        using var access = await RegistryAccess.OpenAsync(invocation.Workspace, cancellation);
        var intent = await ScanOptions.IntentAsync(invocation, access, cancellation);
        return await ScanFinish.RunAsync(invocation, access, new CorpusScan(plan, target.Path), target, intent, cancellation);
    }

    /// <summary>Takes the results of a shard's blocks; the shard keeps its own.</summary>
    private static void Gather(ScanFolder shard, string work)
    {
        var from = CorpusScan.WorkIn(shard.Path);
        if (!Directory.Exists(from) || Path.GetFullPath(from) == Path.GetFullPath(work))
        {
            return;
        }

        foreach (var file in CorpusScan.ResultsIn(shard.Path))
        {
            var target = Path.Combine(work, Path.GetFileName(file));
            if (!File.Exists(target))
            {
                File.Copy(file, target + ".part", overwrite: true);
                File.Move(target + ".part", target, overwrite: true);
            }
        }
    }
}
