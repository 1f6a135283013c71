using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Roundtable.Tests.Workspace.Postgres;

/// <summary>A real PostgreSQL server from Debian's packages, with a cluster of its own that is gone after the tests.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private readonly string _directory = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"roundtable-pg-{Guid.NewGuid():N}");
    private readonly int _port = FreePort();
    private int _databases;

    private static string Programs => Directory.EnumerateDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin";

    /// <summary>Address of a fresh database.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref _databases)}");
        await RunAsync($"{Programs}/createdb", "-h", "127.0.0.1", "-p", Port, "-U", "roundtable", name);
        return $"postgres://roundtable@127.0.0.1:{Port}/{name}";
    }

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_directory);
        if (Environment.UserName == "root")
        {
            await RunAsync("chown", "postgres", _directory); // the server refuses to run as root
        }

        await RunServerAsync("initdb", "-D", _directory + "/data", "-U", "roundtable", "-A", "trust", "--no-sync");
        await StartAsync();
    }

    /// <summary>Stops the server as a crash does, and starts it again.</summary>
    public Task RestartAsync() => RunServerAsync("pg_ctl", [.. ControlOf("restart"), "-m", "immediate"]);

    /// <summary>Stops the server as a crash does.</summary>
    public Task StopAsync() => RunServerAsync("pg_ctl", "-D", _directory + "/data", "-m", "immediate", "stop");

    /// <summary>Starts it again where it was.</summary>
    public Task StartAsync() => RunServerAsync("pg_ctl", ControlOf("start"));

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private string[] ControlOf(string action) =>
        ["-D", _directory + "/data", "-w", "-l", _directory + "/log", "-o", $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_directory} -c fsync=off", action];

    private string Port => _port.ToString(CultureInfo.InvariantCulture);

    private static Task RunServerAsync(string program, params string[] arguments) => Environment.UserName == "root"
        ? RunAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", $"{Programs}/{program}", .. arguments])
        : RunAsync($"{Programs}/{program}", arguments);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // Files, not pipes: the server would inherit a pipe and hold it open.
        var log = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("bash") { WorkingDirectory = "/" };
            foreach (var argument in (string[])["-c", "exec \"$@\" >" + log + " 2>&1 </dev/null", "bash", program, .. arguments])
            {
                start.ArgumentList.Add(argument);
            }

            using var process = Process.Start(start)!;
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, $"{program}: {await File.ReadAllTextAsync(log)}");
        }
        finally
        {
            File.Delete(log);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
