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
        Func<Invocation, CancellationToken, Task<int>> run) => Fill(new Command(name, description), symbols, run);

    /// <summary>
    /// A command that, once stopped, ends in its own time: it is not cut off while it waits for what was begun, as servers do for calls under way.
    /// </summary>
    public static Command CreateOrderly(
        string name, string description, IEnumerable<Symbol> symbols, Func<Invocation, CancellationToken, Task<int>> run) =>
        Fill(new OrderlyCommand(name, description), symbols, run);

    /// <summary>How long a stopped command may take to end.</summary>
    public static TimeSpan TimeToEnd(Command command) => command is OrderlyCommand ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(2);

    private static Command Fill(Command command, IEnumerable<Symbol> symbols, Func<Invocation, CancellationToken, Task<int>> run)
    {
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

    private sealed class OrderlyCommand(string name, string description) : Command(name, description);
}
