using System.CommandLine;
using Sockeye.Cli.Commands.Serve;
using Sockeye.Cli.Services;
using Sockeye.Protocols.Sfp;
using Sockeye.Serving;
using Sockeye.Transports;

namespace Sockeye.Cli.Tests.Commands.Serve;

public sealed class ServeParsingTests
{
    [Theory]
    [InlineData("once", 1, 1), InlineData("iterative", 1, ServeMode.Unlimited)]
    [InlineData("concurrent", ServeOptions.DefaultMaxConnections, ServeMode.Unlimited)]
    [InlineData("concurrent:1", 1, ServeMode.Unlimited), InlineData("concurrent:25", 25, ServeMode.Unlimited)]
    public void Mode_is_two_numbers(string text, int concurrency, int stopAfter)
    {
        Option<ServeMode?> option = ServeModeOption.Create();

        ParseResult parsed = new RootCommand { option }.Parse(["--mode", text]);

        Assert.Empty(parsed.Errors);
        Assert.Equal(new ServeMode(concurrency, stopAfter), parsed.GetValue(option));
    }

    [Theory]
    [InlineData("twice"), InlineData("Once"), InlineData("concurrent:"), InlineData("concurrent:0"), InlineData("concurrent:-1")]
    [InlineData("concurrent:+1"), InlineData("concurrent:99999999999"), InlineData("")]
    public void Other_modes_are_refused_with_the_right_ones(string text)
    {
        ParseResult parsed = new RootCommand { ServeModeOption.Create() }.Parse(["--mode", text]);

        Assert.Equal(
            $"'{text}' is not a mode; write once, iterative, concurrent or concurrent:100", Assert.Single(parsed.Errors).Message);
    }

    [Theory]
    [InlineData("upper", "upper", null)]
    [InlineData("upper@tcp://*:7", "upper", "tcp://*:7")]
    [InlineData("files@unix:/run/f.sock", "files", "unix:/run/f.sock")]
    [InlineData("echo@unix:@name", "echo", "unix:@name")]
    public void Service_and_endpoint_are_parted_at_the_first_at_sign(string text, string service, string? endpoint)
    {
        (ServiceSpec? spec, IReadOnlyList<string> errors) = Parse(text);

        Assert.Empty(errors);
        Assert.Equal((service, endpoint), (spec?.Service.Name, spec?.Endpoint?.ToString()));
    }

    [Theory]
    [InlineData("nothing", "there is no service 'nothing'"), InlineData("", "there is no service ''")]
    [InlineData("upper@", "no known scheme"), InlineData("upper@tcp://host", "the port is missing")]
    public void Wrong_service_or_endpoint_is_explained(string text, string explanation)
    {
        (ServiceSpec? spec, IReadOnlyList<string> errors) = Parse(text);

        Assert.Null(spec);
        Assert.Contains(explanation, Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Name_of_several_services_is_each_of_them_at_its_default()
    {
        (ServiceSpec[] specs, IReadOnlyList<string> errors) = ParseAll("chat");

        Assert.Empty(errors);
        Assert.Equal(ServiceCatalog.FindBundle("chat")!.Services, specs.Select(spec => spec.Service));
        Assert.All(specs, spec => Assert.Null(spec.Endpoint));
        Assert.Contains("lines", specs.Select(spec => spec.Service.Name));
    }

    [Fact]
    public void Several_services_have_no_one_endpoint()
    {
        (ServiceSpec[] specs, IReadOnlyList<string> errors) = ParseAll("chat@tcp://*:7000");

        Assert.Empty(specs);
        Assert.StartsWith(
            "chat stands for several services; say where for each that you want: lines@ENDPOINT", Assert.Single(errors),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_known_once_each()
    {
        string[] names = [.. ServiceCatalog.Names.Select(known => known.Name)];

        Assert.Equal(names.Distinct(), names);
        Assert.All(["lines", "chat", "echo"], name => Assert.Contains(name, names));
        (_, IReadOnlyList<string> errors) = ParseAll("chta");
        Assert.Contains("is it chat?", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lobby", "#lobby"), InlineData("#den", "#den"), InlineData("a b", null)]
    [InlineData("a,b", null), InlineData("", null)]
    public void Lobby_is_a_room_with_or_without_its_mark(string text, string? name)
    {
        var option = (Option<string>)Assert.Single(LinesModule.Module.Options);

        ParseResult parsed = new RootCommand { option }.Parse(["--lobby", text]);

        Assert.Equal(name is null, parsed.Errors.Count > 0);
        if (name is not null)
            Assert.Equal(name, parsed.GetValue(option));
    }

    [Theory]
    [InlineData("hello", 53), InlineData("lines", 5_480)]
    [InlineData("ack", 65_432), InlineData("upper", 12_000), InlineData("echo", 7)]
    public void Default_endpoint_is_the_exercises_port_on_loopback(string service, int port) =>
        Assert.Equal(Endpoint.Tcp("127.0.0.1", port), ServiceCatalog.Find(service)?.DefaultEndpoint(ServeMode.Once));

    [Fact]
    public void Files_have_a_port_for_each_mode()
    {
        ServiceModule files = ServiceCatalog.Find("files")!;
        ServeMode[] modes = [ServeMode.Once, ServeMode.Iterative, ServeMode.Concurrent(9)];

        Assert.Equal([55, 56, 57], modes.Select(mode => files.DefaultEndpoint(mode).Port));
        Assert.Equal(SfpLimits.DefaultPort, files.DefaultEndpoint(new ServeOptions().Mode).Port); // where clients look
    }

    private static (ServiceSpec? Spec, IReadOnlyList<string> Errors) Parse(string text)
    {
        Argument<ServiceSpec?> argument = new("service")
        {
            CustomParser = result => ServiceSpec.Parse(result.Tokens[0].Value,
            result),
        };
        ParseResult parsed = new RootCommand { argument }.Parse([text]);
        string[] errors = [.. parsed.Errors.Select(error => error.Message)];
        return (errors.Length > 0 ? null : parsed.GetValue(argument), errors);
    }

    private static (ServiceSpec[] Specs, IReadOnlyList<string> Errors) ParseAll(string text)
    {
        Argument<ServiceSpec[]> argument = new("service")
        {
            CustomParser = result => [.. ServiceSpec.ParseAll(result.Tokens[0].Value, result)],
        };
        ParseResult parsed = new RootCommand { argument }.Parse([text]);
        string[] errors = [.. parsed.Errors.Select(error => error.Message)];
        return (errors.Length > 0 ? [] : parsed.GetValue(argument)!, errors);
    }
}
