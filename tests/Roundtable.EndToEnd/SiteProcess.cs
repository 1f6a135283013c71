using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Roundtable.EndToEnd;

/// <summary>A site that runs as a process of its own, on a data directory of its own.</summary>
internal sealed partial class SiteProcess : IAsyncDisposable
{
    private readonly DirectoryInfo _directory;
    private readonly bool _isKept;
    private readonly RoundtableProcess _program;
    private readonly string[] _arguments;
    private Process? _process;
    private KeptServer? _kept;
    private string _errors = "";

    private SiteProcess(string[] arguments, string? kept)
    {
        (_directory, _isKept) = kept is null ? (Directory.CreateTempSubdirectory("roundtable-site-"), false) : (Directory.CreateDirectory(kept), true);
        _program = new RoundtableProcess(_directory.FullName);
        _arguments = arguments;
    }

    /// <summary>Variables with which a site has a process of its own, for tests about how that ends.</summary>
    public static IReadOnlyDictionary<string, string> OwnProcess { get; } = new Dictionary<string, string>(StringComparer.Ordinal) { ["DOTNET_TC_CallCounting"] = "0" };

    /// <summary>Where it is, without a slash at the end.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Its data directory.</summary>
    public string Data => _directory.FullName;

    /// <summary>The program, to run other verbs on the same data.</summary>
    public RoundtableProcess Program => _program;

    /// <summary>A client that calls it.</summary>
    public HttpClient Http { get; private set; } = new();

    /// <summary>What it wrote to its standard error.</summary>
    public string Errors => _kept?.Errors ?? _errors;

    /// <summary>Starts a site whose simulated panelists take about <paramref name="pace"/> milliseconds an answer.</summary>
    public static Task<SiteProcess> StartAsync(int pace = 0, string? yaml = null, IReadOnlyDictionary<string, string>? variables = null, IReadOnlyDictionary<string, string>? files = null, params string[] arguments) =>
        StartAsync(null, pace, yaml, variables, files, arguments);

    /// <summary>Starts a site on a data directory that is kept when the site ends.</summary>
    public static Task<SiteProcess> StartOnAsync(string data, string? yaml = null, IReadOnlyDictionary<string, string>? variables = null, params string[] arguments) =>
        StartAsync(data, 0, yaml, variables, null, arguments);

    private static async Task<SiteProcess> StartAsync(string? kept, int pace, string? yaml, IReadOnlyDictionary<string, string>? variables, IReadOnlyDictionary<string, string>? files, string[] arguments)
    {
        var site = new SiteProcess(arguments, kept);
        site._program.Variables["ROUNDTABLE_REHEARSAL_PACE_MS"] = pace.ToString(System.Globalization.CultureInfo.InvariantCulture);
        foreach (var (name, value) in variables ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            site._program.Variables[name] = value;
        }

        foreach (var (name, text) in files ?? new Dictionary<string, string>())
        {
            var path = Path.Combine(site.Data, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, text);
        }

        if (yaml is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(site.Data, "roundtable.yaml"), yaml);
        }

        await site.StartAgainAsync("127.0.0.1:0");
        return site;
    }

    /// <summary>Starts it again where it was.</summary>
    public Task StartAgainAsync() => StartAgainAsync(new Uri(Address).Authority);

    /// <summary>Ends it without a warning.</summary>
    public async Task KillAsync()
    {
        if (_kept is not null)
        {
            await _kept.KillAsync();
            _kept = null;
            return;
        }

        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Ends it as Ctrl-C does; the exit code. It is started with <see cref="OwnProcess"/>.</summary>
    public async Task<int> InterruptAsync()
    {
        Assert.Null(_kept);
        using var kill = Process.Start("kill", ["-INT", _process!.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>Begins a session through the API; its id.</summary>
    public async Task<string> AskAsync(object request)
    {
        using var answer = await Http.PostAsJsonAsync("/api/v1/sessions", request);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, body);
        return JsonElement.Parse(body).GetProperty("id").GetString()!;
    }

    /// <summary>A session of the rehearsal panel, finished.</summary>
    public async Task<string> AskAndWaitAsync(string question = "Should we?", bool debate = true, string[]? options = null)
    {
        var id = await AskAsync(new { question, options = options ?? ["Yes", "No"], panel = "rehearsal", debate, ranked = true });
        await FinishedAsync(id);
        return id;
    }

    /// <summary>Waits until a session is complete; its document.</summary>
    public async Task<JsonElement> FinishedAsync(string id, int seconds = 600)
    {
        for (var tries = 0; tries < seconds * 10; tries++)
        {
            using var answer = await Http.GetAsync(new Uri($"/api/v1/sessions/{id}", UriKind.Relative));
            if (answer.StatusCode == System.Net.HttpStatusCode.OK)
            {
                return JsonElement.Parse(await answer.Content.ReadAsStringAsync());
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"Session {id} did not end. {Errors}");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
        try
        {
            if (_kept is not null)
            {
                await _kept.StopAsync();
            }
        }
        finally
        {
            if (!_isKept)
            {
                _directory.Delete(recursive: true);
            }
        }
    }

    private async Task StartAgainAsync(string listen)
    {
        string[] arguments = ["serve", "--listen", listen, .. _arguments];
        if (_program.CanBeKept)
        {
            _kept = await KeptServer.StartAsync(_program.StartInfo(arguments), arguments);
            await FindAddressAsync(_kept.ReadLineAsync);
            _kept.LetOutputGo();
            return;
        }

        _process?.Dispose();
        _process = _program.Start(arguments);
        _process.ErrorDataReceived += (_, e) => _errors += e.Data + "\n";
        _process.BeginErrorReadLine();
        await FindAddressAsync(() => _process.StandardOutput.ReadLineAsync());
        _ = _process.StandardOutput.ReadToEndAsync();
    }

    private async Task FindAddressAsync(Func<Task<string?>> readLine)
    {
        while (await readLine() is { } line)
        {
            if (AddressLine().Match(line) is { Success: true } match)
            {
                Address = Address.Length > 0 ? Address : match.Groups[1].Value;
                Http.Dispose();
                Http = new HttpClient { BaseAddress = new Uri(match.Groups[1].Value) };
                return;
            }
        }

        var errors = Errors;
        await KillAsync();
        throw new InvalidOperationException($"The site did not start: {errors}");
    }

    [GeneratedRegex("^Roundtable is at (http://[^ ]+)$", RegexOptions.NonBacktracking)]
    private static partial Regex AddressLine();
}
