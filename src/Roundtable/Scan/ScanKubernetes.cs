using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Roundtable.Cli.CommandLine;
using Roundtable.Corpus.Files;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Scanning;

namespace Roundtable.Cli.Scan;

/// <summary><c>scan --kubernetes N</c>: manifests of an indexed job with a pod for each shard, and of a job that merges them.</summary>
internal static partial class ScanKubernetes
{
    private static readonly Option<int?> _shards = new("--kubernetes")
    {
        Description = "Write the manifests of a Kubernetes job with N shards and of one that merges them; every folder that is read or written has to be on a "
            + "volume that --claim names.",
        HelpName = "N",
    };

    private static readonly Option<string?> _image = new("--image")
    {
        Description = "With --kubernetes: the image that pods run, with the program roundtable.",
        HelpName = "IMAGE",
    };

    private static readonly Option<string[]> _claims = new("--claim")
    {
        Description = "With --kubernetes: a persistent volume claim and the folder where it is mounted here and in the pods. Can be given more than once.",
        HelpName = "CLAIM=PATH",
    };

    private static readonly Option<int?> _cpu = new("--pod-cpu")
    {
        Description = "With --kubernetes: processors for each pod, and its threads.",
        HelpName = "N",
    };

    private static readonly Option<string?> _memory = new("--pod-memory")
    {
        Description = "With --kubernetes: memory for each pod, as in 8Gi.",
        HelpName = "QUANTITY",
    };

    private static readonly Option<int?> _atOnce = new("--pods")
    {
        Description = "With --kubernetes: how many pods run at once (default: all).",
        HelpName = "N",
    };

    private static readonly Option<string?> _secret = new("--pod-secret")
    {
        Description = "With --kubernetes: a secret whose members become variables of each pod, as ROUNDTABLE_STORE.",
        HelpName = "NAME",
    };

    private static readonly Option<string?> _namespace = new("--namespace")
    {
        Description = "With --kubernetes: the namespace of the jobs.",
        HelpName = "NAME",
    };

    /// <summary>The options.</summary>
    public static IReadOnlyList<Symbol> Options => [_shards, _image, _claims, _cpu, _memory, _atOnce, _secret, _namespace];

    /// <summary>How the scan is to be put to a cluster; null where it is to be made here.</summary>
    /// <exception cref="WorkspaceException">When an option is missing or out of range, or a path is on no volume that pods share.</exception>
    public static KubernetesScan? Read(Invocation invocation, string folder)
    {
        if (invocation.Parse.GetValue(_shards) is not { } shards)
        {
            return Options.OfType<Option>().FirstOrDefault(o => invocation.Parse.GetResult(o) is { Implicit: false }) is { } other
                ? throw Wrong($"{other.Name} needs --kubernetes N.")
                : null;
        }

        var pods = new KubernetesPods(
            Named(invocation, _image) ?? throw Wrong("--kubernetes needs --image IMAGE, an image with this program: docs/packages.md says how to make one."),
            [.. (invocation.Parse.GetValue(_claims) ?? []).Select(Claim)],
            Number(invocation, _atOnce, 100_000) ?? shards,
            Number(invocation, _cpu, 1024),
            Memory(invocation),
            Directory.GetCurrentDirectory(),
            Named(invocation, _secret),
            Named(invocation, _namespace),
            ProcessOwner.User,
            ProcessOwner.Group);
        if (Number(invocation, _shards, 100_000) is null || pods.Mounts.Count == 0)
        {
            throw Wrong("--kubernetes needs --claim CLAIM=PATH for the volumes with the corpus, the report and the data directory.");
        }

        if (invocation.Parse.GetValue(GlobalOptions.Store) is { } store && Uri.TryCreate(store, UriKind.Absolute, out var address)
            && address.UserInfo.Contains(':', StringComparison.Ordinal))
        {
            throw Wrong("--store has a password, which would stand in the manifest: put the address into a secret as ROUNDTABLE_STORE, and name the secret "
                + "with --pod-secret.");
        }

        foreach (var (what, path) in Paths(invocation, folder))
        {
            if (!pods.Mounts.Any(m => m.Holds(path)))
            {
                throw Wrong($"{what} {Neutralise.Line(path)} is on no volume that the pods share: name its claim with --claim CLAIM=PATH.");
            }
        }

        var commands = new ScanJobs(["roundtable"], invocation, invocation.Workspace.DataDirectory);
        return new KubernetesScan(commands.Scan(Options), commands.Merge(folder), shards, pods);
    }

    /// <summary>Writes the manifests and says how they are applied.</summary>
    /// <exception cref="WorkspaceException">When they cannot be written.</exception>
    public static async Task<int> WriteAsync(Invocation invocation, KubernetesScan scan, ScanFolder folder, CancellationToken cancellation)
    {
        var written = await scan.WriteAsync(folder, cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(new JsonObject
            {
                ["folder"] = folder.Path,
                ["scan"] = written.ScanName,
                ["merge"] = written.MergeName,
                ["manifests"] = new JsonArray(written.ScanFile, written.MergeFile),
                ["shards"] = scan.Shards,
            })
            : string.Create(CultureInfo.InvariantCulture, $"""
                The manifests of {scan.Shards} shards and of their merge are written. To run them:
                  kubectl apply -f {Neutralise.Line(written.ScanFile)}
                  kubectl wait --for=condition=complete --timeout=-1s job/{written.ScanName}
                  kubectl apply -f {Neutralise.Line(written.MergeFile)}
                """));
        return ExitCode.Ok;
    }

    /// <summary>What the pods read and write, as far as it is named here.</summary>
    private static IEnumerable<(string What, string Path)> Paths(Invocation invocation, string folder)
    {
        yield return ("The report's folder", Path.GetFullPath(folder));
        yield return ("The data directory", invocation.Workspace.DataDirectory);
        foreach (var path in invocation.Parse.CommandResult.Command.Arguments.SelectMany(a => invocation.Parse.GetResult(a)?.Tokens ?? [])
            .Where(t => !Address.Is(t.Value)))
        {
            yield return ("The path", Path.GetFullPath(path.Value));
        }

        foreach (var option in invocation.Parse.CommandResult.Command.Options.Append(GlobalOptions.Config).Where(o => o.HelpName is "FILE" or "PATH" or "DIR"))
        {
            foreach (var token in (invocation.Parse.GetResult(option)?.Tokens ?? []).Where(t => !Address.Is(t.Value)))
            {
                yield return (option.Name, Path.GetFullPath(token.Value));
            }
        }
    }

    private static string? Memory(Invocation invocation) => invocation.Parse.GetValue(_memory) switch
    {
        null => null,
        var memory when Quantity().IsMatch(memory) => memory,
        var memory => throw Wrong($"--pod-memory '{Neutralise.Line(memory)}' is no amount of memory such as 8Gi or 512Mi."),
    };

    private static SharedFolder Claim(string text) =>
        text.Split('=', 2) is [{ } claim, { Length: > 0 } path] && DnsName().IsMatch(claim) && Path.IsPathRooted(path)
        ? new SharedFolder(claim, Path.GetFullPath(path))
        : throw Wrong($"--claim '{Neutralise.Line(text)}': write it as CLAIM=PATH, a claim's name and an absolute path, as in corpus=/data.");

    private static int? Number(Invocation invocation, Option<int?> option, int max) => invocation.Parse.GetValue(option) switch
    {
        null => null,
        >= 1 and var n when n <= max => n,
        var n => throw Wrong(string.Create(CultureInfo.InvariantCulture, $"{option.Name} {n}: a number from 1 to {max} is expected.")),
    };

    private static string? Named(Invocation invocation, Option<string?> option) => invocation.Parse.GetValue(option) switch
    {
        null => null,
        var name when name.Length is > 0 and <= 253 && (option == _image ? ImageName() : DnsName()).IsMatch(name) => name,
        var name => throw Wrong($"{option.Name} '{Neutralise.Line(name)}' is no name that Kubernetes takes."),
    };

    private static WorkspaceException Wrong(string message) => new(ErrorKind.InvalidInput, message);

    // RFC 1123: names of claims, secrets and namespaces.
    [GeneratedRegex("^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$", RegexOptions.NonBacktracking)]
    private static partial Regex DnsName();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._/:@-]*$", RegexOptions.NonBacktracking)]
    private static partial Regex ImageName();

    [GeneratedRegex("^[1-9][0-9]*(Ki|Mi|Gi|Ti|k|M|G|T)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Quantity();
}
