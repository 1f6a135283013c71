using System.Net.Sockets;
using System.Reflection;
using System.Text;
using System.Text.Json;

/// <summary>
/// Runs in the built program before its own entry point, and calls that again and again for <see cref="Roundtable.Tests.Samples.KeptProgram"/>: what most of
/// the tests' commands cost is a runtime that starts. One command after another, each with the folder, the variables and the consoles of a process of its own.
/// It refers to .NET alone: the program has other assemblies than the tests.
/// </summary>
#pragma warning disable CA1050, MA0047 // .NET looks for a class of this name in no namespace.
internal static class StartupHook
#pragma warning restore CA1050, MA0047
{
    /// <summary>The variable that names the socket by which commands come.</summary>
    public const string Variable = "ROUNDTABLE_TESTS_SOCKET";

    /// <summary>A line that tells on both of the process's streams that a command which wrote to them has ended.</summary>
    public const string End = "-- the end of a command --";

    /// <summary>Called by .NET; does not return.</summary>
    public static void Initialize()
    {
        var path = Environment.GetEnvironmentVariable(Variable)!;
        Environment.SetEnvironmentVariable("DOTNET_STARTUP_HOOKS", null);
        Environment.SetEnvironmentVariable(Variable, null);
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(path));
        using var stream = new NetworkStream(socket);
        using var lines = new StreamReader(stream);
        var main = Assembly.Load("roundtable").EntryPoint!;
        while (lines.ReadLine() is { } line)
        {
            stream.Write(Encoding.UTF8.GetBytes(Run(main, line) + "\n"));
        }

        Environment.Exit(0);
    }

    private static string Run(MethodInfo main, string line)
    {
        using var request = JsonDocument.Parse(line);
        string[] args = [.. request.RootElement.GetProperty("arguments").EnumerateArray().Select(a => a.GetString()!)];
        var variables = request.RootElement.GetProperty("variables").EnumerateObject().ToDictionary(v => v.Name, v => v.Value.GetString(), StringComparer.Ordinal);
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(k => !variables.ContainsKey(k)).ToList())
        {
            Environment.SetEnvironmentVariable(name, null);
        }

        foreach (var (name, value) in variables)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        Environment.CurrentDirectory = request.RootElement.GetProperty("folder").GetString()!;
        if (request.RootElement.TryGetProperty("streams", out _))
        {
            var ended = (int)main.Invoke(null, [args])!;
            LetGo();
            Console.Out.WriteLine(End);
            Console.Error.WriteLine(End);
            return JsonSerializer.Serialize(new { code = ended });
        }

        using StringWriter output = new(), error = new();
        using var input = new StringReader("");
        Console.SetOut(TextWriter.Synchronized(output));
        Console.SetError(TextWriter.Synchronized(error));
        Console.SetIn(input);
        var code = (int)main.Invoke(null, [args])!;
        LetGo();
        return JsonSerializer.Serialize(new { code, output = output.ToString(), error = error.ToString() });
    }

    /// <summary>Connections that a process would take with it when it ends.</summary>
    private static void LetGo()
    {
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            var kind = assembly.GetName().Name switch
            {
                "Microsoft.Data.Sqlite" => "Microsoft.Data.Sqlite.SqliteConnection",
                "Npgsql" => "Npgsql.NpgsqlConnection",
                _ => null,
            };
            if (kind is not null)
            {
                assembly.GetType(kind, throwOnError: true)!.GetMethod("ClearAllPools", BindingFlags.Public | BindingFlags.Static)!.Invoke(null, null);
            }
        }
    }
}
