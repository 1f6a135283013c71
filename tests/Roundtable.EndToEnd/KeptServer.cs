using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;

namespace Roundtable.EndToEnd;

/// <summary>
/// A process of the built program that serves one site after another, by <see cref="StartupHook"/>: half of what a site of a test costs is a program that
/// starts and compiles what its pages need.
/// </summary>
internal sealed class KeptServer : IDisposable
{
    // A process that has served many sites has grown; the next one begins small.
    private const int MaxSites = 25;

    private static readonly ConcurrentBag<KeptServer> _free = [];

    private readonly Socket _socket;
    private readonly StreamReader _answers;
    private Task<string?> _ended = Task.FromResult<string?>(null);
    private Task _output = Task.CompletedTask, _errors = Task.CompletedTask;
    private int _sites;

    private KeptServer(Process process, Socket socket)
    {
        (Process, _socket) = (process, socket);
        _answers = new StreamReader(new NetworkStream(socket, ownsSocket: true));
    }

    /// <summary>The process; whoever kills it does not stop it.</summary>
    public Process Process { get; }

    /// <summary>Begins a command, in a process that is free or a new one.</summary>
    public static async Task<KeptServer> StartAsync(ProcessStartInfo like, string[] arguments)
    {
        if (!_free.TryTake(out var server))
        {
            var (process, socket) = await KeptProgram.StartProcessAsync(new Dictionary<string, string>(StringComparer.Ordinal), TestContext.Current.CancellationToken);
            server = new KeptServer(process, socket);
        }

        var request = JsonSerializer.Serialize(new { arguments, variables = like.Environment, folder = like.WorkingDirectory, streams = true });
        await server._socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(request + "\n"));
        server._ended = server._answers.ReadLineAsync();
        server._sites++;
        return server;
    }

    /// <summary>Reads what the command still writes to its output, and lets go of it.</summary>
    public Task ReadOutputAsync() => _output = ReadAsync(Process.StandardOutput, _ => { });

    /// <summary>Reads what the command writes to its standard error.</summary>
    public Task ReadErrorsAsync(Action<string> line) => _errors = ReadAsync(Process.StandardError, line);

    /// <summary>Ends the command in order, and keeps the process for the next site. One that does not end, since somebody waits for something there, is killed.</summary>
    public async Task StopAsync()
    {
        using (var signal = Process.Start("kill", ["-TERM", Process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await signal.WaitForExitAsync();
        }

        await Task.WhenAny(_ended, Task.Delay(TimeSpan.FromSeconds(5)));
        if (_sites < MaxSites && _ended.IsCompletedSuccessfully && await _ended is not null)
        {
            await Task.WhenAll(_output, _errors);
            _free.Add(this);
            return;
        }

        Process.Kill(entireProcessTree: true);
        await Process.WaitForExitAsync();
        Dispose();
    }

    /// <summary>Lets go of a process that ended.</summary>
    public void Dispose()
    {
        Process.Dispose();
        _answers.Dispose();
    }

    private static async Task ReadAsync(StreamReader stream, Action<string> each)
    {
        while (await stream.ReadLineAsync() is { } line and not StartupHook.End)
        {
            each(line);
        }
    }
}
