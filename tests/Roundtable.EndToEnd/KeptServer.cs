using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
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
    private readonly StringBuilder _errors = new();
    private Task<string?> _ended = Task.FromResult<string?>(null);
    private Task _outputRead = Task.CompletedTask, _errorsRead = Task.CompletedTask;
    private int _sites;

    private KeptServer(Process process, Socket socket)
    {
        (Process, _socket) = (process, socket);
        _answers = new StreamReader(new NetworkStream(socket, ownsSocket: true));
    }

    /// <summary>The process; whoever kills it does not stop it.</summary>
    public Process Process { get; }

    /// <summary>What the command wrote to its standard error so far.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString();
            }
        }
    }

    /// <summary>Begins a command, in a process that is free or a new one.</summary>
    public static async Task<KeptServer> StartAsync(ProcessStartInfo like, string[] arguments)
    {
        if (!_free.TryTake(out var server))
        {
            var (process, socket) = await KeptProgram.StartProcessAsync(TestContext.Current.CancellationToken);
            server = new KeptServer(process, socket);
        }

        server._errors.Clear();
        server._errorsRead = ReadAsync(server.Process.StandardError, line =>
        {
            lock (server._errors)
            {
                server._errors.AppendLine(line);
            }
        });
        var request = JsonSerializer.Serialize(new { arguments, variables = like.Environment, folder = like.WorkingDirectory, streams = true });
        await server._socket.SendAsync(Encoding.UTF8.GetBytes(request + "\n"));
        server._ended = server._answers.ReadLineAsync();
        server._sites++;
        return server;
    }

    /// <summary>A line of the command's output; null where it has ended.</summary>
    public async Task<string?> ReadLineAsync() => await Process.StandardOutput.ReadLineAsync() is { } line and not StartupHook.End ? line : null;

    /// <summary>Reads what the command still writes to its output, and lets go of it.</summary>
    public void LetOutputGo() => _outputRead = ReadAsync(Process.StandardOutput, _ => { });

    /// <summary>
    /// Ends the command in order, and keeps the process for the next site. One that waits for something, as for a call that a test holds, is killed.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The command or its process was over before it was stopped, or ended otherwise than a server that is stopped does: a fault of the program.
    /// </exception>
    public async Task StopAsync()
    {
        var wasOver = _ended.IsCompleted;
        using (var signal = Process.Start("kill", ["-TERM", Process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await signal.WaitForExitAsync();
        }

        await Task.WhenAny(_ended, Task.Delay(TimeSpan.FromSeconds(5)));
        if (!_ended.IsCompleted)
        {
            await KillAsync();
            return;
        }

        if (wasOver || await _ended is not """{"code":0}""")
        {
            var how = await _ended ?? "its process is gone";
            Process.Kill(entireProcessTree: true);
            await _errorsRead;
            Dispose();
            throw new InvalidOperationException($"A server {(wasOver ? "was over before it was stopped" : "did not end as one that is stopped")} ({how}): {Errors}");
        }

        await Task.WhenAll(_outputRead, _errorsRead);
        if (_sites == MaxSites)
        {
            await KillAsync();
            return;
        }

        _free.Add(this);
    }

    /// <summary>Ends the process without a warning.</summary>
    public async Task KillAsync()
    {
        Process.Kill(entireProcessTree: true);
        await Process.WaitForExitAsync();
        Dispose();
    }

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
