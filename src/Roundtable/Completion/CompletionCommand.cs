using System.CommandLine;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Workspace.Documents;

namespace Roundtable.Cli.Completion;

/// <summary>
/// <c>roundtable completion</c>: scripts by which shells complete the program's words. They ask the program itself through the
/// directive <c>[suggest:POSITION]</c>, so that they never go out of date.
/// </summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, string> _scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            # In ~/.bashrc: eval "$(roundtable completion bash)"
            _roundtable() {
              local IFS=$'\n'
              COMPREPLY=($(compgen -W "$(roundtable "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _roundtable roundtable
            """,
        ["zsh"] = """
            # In ~/.zshrc: eval "$(roundtable completion zsh)"
            _roundtable() {
              local -a words_found
              words_found=("${(@f)$(roundtable "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
              compadd -- $words_found
            }
            compdef _roundtable roundtable
            """,
        ["fish"] = """
            # In ~/.config/fish/config.fish: roundtable completion fish | source
            complete -c roundtable -f -a '(set -l line (commandline -cp); roundtable "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null)'
            """,
        ["powershell"] = """
            # In $PROFILE: roundtable completion powershell | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName roundtable -ScriptBlock {
              param($word, $line, $position)
              roundtable "[suggest:$position]" "$line" 2>$null | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
              }
            }
            """,
    };

    private static readonly Argument<string> _shell = Shell();

    /// <summary>The command.</summary>
    public static Command Create() =>
        Verb.Create("completion", "Print a script that completes this program's words in a shell.", [_shell], RunAsync);

    private static Argument<string> Shell()
    {
        var shell = new Argument<string>("shell") { Description = "One of bash, zsh, fish and powershell." };
        shell.AcceptOnlyFromAmong([.. _scripts.Keys]);
        return shell;
    }

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var shell = invocation.Parse.GetValue(_shell)!;
        var script = _scripts[shell];
        await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(new JsonObject { ["shell"] = shell, ["script"] = script }) : script);
        return ExitCode.Ok;
    }
}
