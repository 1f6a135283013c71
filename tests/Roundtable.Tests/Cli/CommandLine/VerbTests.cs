using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Gateway;
using Roundtable.Cli.Log;
using Roundtable.Cli.Serve;

namespace Roundtable.Tests.Cli.CommandLine;

public sealed class VerbTests
{
    [Fact]
    public void A_server_that_is_told_to_stop_is_not_cut_off_while_calls_under_way_end()
    {
        Assert.All([ServeCommand.Create(), GatewayCommand.Create(), LogServe.Create(), LogWitness.Create()], c => Assert.Equal(Timeout.InfiniteTimeSpan, Verb.TimeToEnd(c)));
        Assert.Equal(TimeSpan.FromSeconds(2), Verb.TimeToEnd(LogVerify.Create()));
    }
}
