using System.CommandLine;

namespace Roundtable.Cli.CommandLine;

/// <summary>Makes a command whose action gets an <see cref="Invocation"/>. Errors are told by the program's entry point.</summary>
internal static class Verb
{
    /// <summary>A command that runs <paramref name="run"/> and ends with the exit code it returns.</summary>
    public static Command Create(
        string name,
        string description,
        IEnumerable<Symbol> symbols,
        Func<Invocation, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            switch (symbol)
            {
                case Option option:
                    command.Options.Add(option);
                    break;
                case Argument argument:
                    command.Arguments.Add(argument);
                    break;
                case Command sub:
                    command.Subcommands.Add(sub);
                    break;
                default:
                    throw new ArgumentException($"A verb has options, arguments and commands, not a {symbol.GetType().Name}.", nameof(symbols));
            }
        }

        command.SetAction((parse, cancellation) => run(GlobalOptions.Invoke(parse), cancellation));
        return command;
    }
}
