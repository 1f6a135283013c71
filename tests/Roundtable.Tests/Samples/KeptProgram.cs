using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;

namespace Roundtable.Tests.Samples;

/// <summary>A process of the built program that runs one command after another, by <see cref="StartupHook"/>, and is kept for the next test.</summary>
internal sealed class KeptProgram : IDisposable
{
    // A process that has run many commands has grown; the next one begins small.
    private const int MaxCommands = 100;

    private static readonly ConcurrentBag<KeptProgram> _free = [];

    private readonly Process _process;
    private readonly Socket _socket;
    private readonly StreamReader _lines;
    private int _commands;

    private KeptProgram(Process process, Socket socket)
    {
        (_process, _socket) = (process, socket);
        _lines = new StreamReader(new NetworkStream(socket, ownsSocket: true));
    }

    /// <summary>Runs a command in a process of its own or one that ran others before.</summary>
    /// <exception cref="InvalidOperationException">The process ended before it answered.</exception>
    public static async Task<(int Code, string Out, string Error)> RunAsync(ProcessStartInfo like, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var program = _free.TryTake(out var free) ? free : await StartAsync(cancellation);
        try
        {
            var ran = await program.AskAsync(like, arguments, cancellation);
            if (++program._commands < MaxCommands)
            {
                _free.Add(program);
                program = null;
            }

            return ran;
        }
        finally
        {
            program?.Dispose();
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
        _lines.Dispose();
    }

    private static async Task<KeptProgram> StartAsync(CancellationToken cancellation)
    {
        var (process, socket) = await StartProcessAsync(cancellation);
        return new KeptProgram(process, socket);
    }

    /// <summary>Starts a process that waits for commands, and the socket by which it gets them.</summary>
    public static async Task<(Process Process, Socket Socket)> StartProcessAsync(CancellationToken cancellation)
    {
        var path = Path.Combine(Path.GetTempPath(), $"roundtable-tests-{Guid.NewGuid():N}");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(1);
        var start = new ProcessStartInfo("dotnet", [RoundtableProcess.Program]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
        start.Environment[StartupHook.Variable] = path;

        // A process that answers each kind of request some times only spends less on code that is not optimised than on optimising it; the number is hexadecimal.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.Environment["DOTNET_TC_CallCountThreshold"] = "100";
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        try
        {
            return (process, await listener.AcceptAsync(cancellation));
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private async Task<(int Code, string Out, string Error)> AskAsync(ProcessStartInfo like, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var request = JsonSerializer.Serialize(new { arguments, variables = like.Environment, folder = like.WorkingDirectory });
        await _socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(request + "\n"), cancellation);
        if (await _lines.ReadLineAsync(cancellation) is not { } line)
        {
            throw new InvalidOperationException($"The program ended in '{string.Join(' ', arguments)}': {await _process.StandardError.ReadToEndAsync(cancellation)}");
        }

        using var answer = JsonDocument.Parse(line);
        var of = answer.RootElement;
        return (of.GetProperty("code").GetInt32(), of.GetProperty("output").GetString()!, of.GetProperty("error").GetString()!);
    }
}
