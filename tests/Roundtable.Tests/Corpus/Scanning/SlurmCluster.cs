using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Roundtable.Tests.Corpus.Scanning;

/// <summary>Debian's Slurm with one node, this machine, in a folder of its own.</summary>
internal sealed class SlurmCluster : IAsyncDisposable
{
    private readonly List<Process> _servers = [];

    private SlurmCluster(string folder) => Folder = folder;

    /// <summary>Where its files are.</summary>
    public string Folder { get; }

    /// <summary>The file that Slurm's programs look for in SLURM_CONF.</summary>
    public string Configuration => Path.Combine(Folder, "slurm.conf");

    /// <summary>Starts it and waits until the node takes jobs.</summary>
    public static async Task<SlurmCluster> StartAsync(string folder, CancellationToken cancellation)
    {
        var cluster = new SlurmCluster(folder);
        foreach (var name in (string[])["run", "spool", "state"])
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
        }

        var key = Path.Combine(folder, "munge.key");
        await File.WriteAllBytesAsync(key, RandomNumberGenerator.GetBytes(1024), cancellation);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(key, UnixFileMode.UserRead);
        }

        var user = Environment.UserName;
        await File.WriteAllTextAsync(cluster.Configuration, $"""
            ClusterName=test
            SlurmctldHost=localhost
            SlurmctldPort={FreePort()}
            SlurmdPort={FreePort()}
            SlurmUser={user}
            SlurmdUser={user}
            AuthType=auth/munge
            AuthInfo=socket={folder}/run/munge.socket
            CryptoType=crypto/munge
            StateSaveLocation={folder}/state
            SlurmdSpoolDir={folder}/spool
            SlurmctldPidFile={folder}/run/slurmctld.pid
            SlurmdPidFile={folder}/run/slurmd.pid
            SlurmctldLogFile={folder}/slurmctld.log
            SlurmdLogFile={folder}/slurmd.log
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            SwitchType=switch/none
            MpiDefault=none
            ReturnToService=2
            SelectType=select/cons_tres
            SelectTypeParameters=CR_CPU
            JobAcctGatherType=jobacct_gather/none
            AccountingStorageType=accounting_storage/none
            NodeName=localhost CPUs=2 State=UNKNOWN
            PartitionName=debug Nodes=ALL Default=YES MaxTime=INFINITE State=UP

            """, cancellation);
        cluster.Start("munged", "--force", "--foreground", $"--key-file={key}", $"--socket={folder}/run/munge.socket", $"--pid-file={folder}/run/munged.pid", $"--log-file={folder}/munged.log", $"--seed-file={folder}/run/seed");
        await Until(() => Task.FromResult(File.Exists($"{folder}/run/munge.socket")), cancellation);
        cluster.Start("slurmctld", "-D");
        cluster.Start("slurmd", "-D", "-N", "localhost");
        await Until(async () => (await cluster.RunAsync("sinfo", ["-h", "-o", "%t"], cancellation)).Trim() == "idle", cancellation);
        return cluster;
    }

    /// <summary>Runs one of Slurm's programs; what it says.</summary>
    public async Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        using var process = Process.Start(Info(program, arguments))!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return output;
    }

    /// <summary>Waits until no job is left.</summary>
    public Task IdleAsync(CancellationToken cancellation) => Until(async () => (await RunAsync("squeue", ["-h"], cancellation)).Trim().Length == 0, cancellation);

    public async ValueTask DisposeAsync()
    {
        foreach (var server in Enumerable.Reverse(_servers))
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
            server.Dispose();
        }
    }

    private static async Task Until(Func<Task<bool>> done, CancellationToken cancellation)
    {
        while (!await done())
        {
            await Task.Delay(100, cancellation);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Start(string program, params string[] arguments)
    {
        var process = Process.Start(Info(program, arguments))!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _servers.Add(process);
    }

    private ProcessStartInfo Info(string program, IEnumerable<string> arguments)
    {
        var path = File.Exists($"/usr/sbin/{program}") ? $"/usr/sbin/{program}" : program;
        var info = new ProcessStartInfo(path, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment["SLURM_CONF"] = Configuration;
        return info;
    }
}
