using Sockeye.Serving;

namespace Sockeye.Tests.Serving;

public sealed class ServeOptionsTests
{
    public static TheoryData<string, Func<ServeOptions>> Invalid => new()
    {
        { nameof(ServeOptions.IdleTimeout), () => new ServeOptions { IdleTimeout = TimeSpan.Zero } },
        { nameof(ServeOptions.IdleTimeout), () => new ServeOptions { IdleTimeout = TimeSpan.FromTicks(-1) } },
        { nameof(ServeOptions.IdleTimeout), () => new ServeOptions { IdleTimeout = Timeout.InfiniteTimeSpan } },
        { nameof(ServeOptions.IdleTimeout), () => new ServeOptions { IdleTimeout = TimeSpan.MaxValue } },
        { nameof(ServeOptions.IdleTimeout), () => new ServeOptions { IdleTimeout = TimeSpan.FromDays(50) } },
        { nameof(ServeOptions.DrainTimeout), () => new ServeOptions { DrainTimeout = TimeSpan.Zero } },
        { nameof(ServeOptions.DrainTimeout), () => new ServeOptions { DrainTimeout = TimeSpan.FromDays(50) } },
        { nameof(ServeOptions.ReceiveBufferBytes), () => new ServeOptions { ReceiveBufferBytes = 511 } },
        { nameof(ServeOptions.Mode), () => new ServeOptions { Mode = ServeMode.Concurrent(0) } },
        { nameof(ServeOptions.Mode), () => new ServeOptions { Mode = new ServeMode(1, 0) } },
        { nameof(ServeOptions.Mode), () => new ServeOptions { Mode = default } },
    };

    [Theory, MemberData(nameof(Invalid), DisableDiscoveryEnumeration = true)]
    public void Invalid_value_is_refused_with_the_name_of_its_property(string property, Func<ServeOptions> create)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(create);

        Assert.Equal(property, error.ParamName);
        Assert.StartsWith(property, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Smallest_and_largest_values_are_accepted()
    {
        var options = new ServeOptions
        {
            Mode = ServeMode.Once,
            IdleTimeout = TimeSpan.FromTicks(1),
            DrainTimeout = TimeSpan.FromDays(49),
            ReceiveBufferBytes = 512,
        };

        Assert.Equal((1, 1), (options.Mode.Concurrency, options.Mode.StopAfter));
    }

    [Fact]
    public void Modes_are_two_numbers()
    {
        Assert.Equal(new ServeMode(1, 1), ServeMode.Once);
        Assert.Equal(new ServeMode(1, ServeMode.Unlimited), ServeMode.Iterative);
        Assert.Equal(new ServeMode(7, ServeMode.Unlimited), ServeMode.Concurrent(7));
        Assert.Equal(ServeMode.Concurrent(ServeOptions.DefaultMaxConnections), new ServeOptions().Mode);
    }
}
